using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using Mingchu.Collector.Premises;

namespace Mingchu.Collector.Risk;

/// <summary>What the risk index of premises is made of; the index itself is a column of the premises.</summary>
public sealed class RiskRow
{
    public required string PremisesId { get; init; }

    /// <summary>JSON list of <see cref="Core.Risk.RiskPart"/>.</summary>
    public required string Parts { get; set; }

    /// <summary>Version of the policy.</summary>
    public required string Policy { get; set; }

    public required DateTimeOffset At { get; set; }
}

internal sealed class RiskMapping : IEntityTypeConfiguration<RiskRow>
{
    public void Configure(EntityTypeBuilder<RiskRow> builder)
    {
        builder.ToTable("risks").HasKey(r => r.PremisesId);
        builder.Property(r => r.Policy).HasMaxLength(32);
        builder.HasOne<PremisesRow>().WithOne().HasForeignKey<RiskRow>(r => r.PremisesId).OnDelete(DeleteBehavior.Cascade);
    }
}
