using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using Mingchu.Collector.Premises;

namespace Mingchu.Collector.People;

/// <summary>A person looks after premises. "1+2+3+N": two supervisors and three coordinators each.</summary>
public sealed class AssignmentRow
{
    public required string PremisesId { get; init; }

    public required string PersonId { get; init; }

    /// <summary>Whether the person counts as coordinator (of the grid) or as supervisor; follows the person's role.</summary>
    public required bool IsCoordinator { get; set; }

    public required DateTimeOffset Since { get; init; }
}

internal sealed class AssignmentMapping : IEntityTypeConfiguration<AssignmentRow>
{
    public void Configure(EntityTypeBuilder<AssignmentRow> builder)
    {
        builder.ToTable("assignments").HasKey(a => new { a.PremisesId, a.PersonId });
        builder.HasIndex(a => a.PersonId);
        builder.HasOne<PremisesRow>().WithMany().HasForeignKey(a => a.PremisesId).OnDelete(DeleteBehavior.Cascade);
        builder.HasOne<PersonRow>().WithMany().HasForeignKey(a => a.PersonId).OnDelete(DeleteBehavior.Cascade);
    }
}
