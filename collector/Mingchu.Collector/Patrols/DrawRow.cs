using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using Mingchu.Collector.Core.Premises;
using Mingchu.Collector.Premises;

namespace Mingchu.Collector.Patrols;

/// <summary>The draw of an area and month, with all that is needed to repeat it. Never changed; there is one.</summary>
public sealed class DrawRow
{
    public required Guid Id { get; init; }

    /// <summary>Path of the area drawn for.</summary>
    public required string Area { get; init; }

    /// <summary><see cref="Core.Premises.Month.Index"/>.</summary>
    public required int Month { get; init; }

    public required string Algorithm { get; init; }

    /// <summary>64 hex digits from the system's source of randomness.</summary>
    public required string Seed { get; init; }

    public required decimal Share { get; init; }

    public required int Candidates { get; init; }

    public required int Drawn { get; init; }

    /// <summary>Version of the policy that said who is a candidate.</summary>
    public required string Policy { get; init; }

    public required DateTimeOffset At { get; init; }

    public Month MonthOf => new(Month);
}

/// <summary>A candidate of a draw.</summary>
public sealed class DrawTicketRow
{
    public required Guid DrawId { get; init; }

    public required string PremisesId { get; init; }

    public required string Ticket { get; init; }

    public required bool IsDrawn { get; init; }

    /// <summary>Why it was hot then: a phrase as JSON.</summary>
    public required string Why { get; init; }
}

internal sealed class DrawMapping : IEntityTypeConfiguration<DrawRow>
{
    public void Configure(EntityTypeBuilder<DrawRow> builder)
    {
        builder.ToTable("draws").HasKey(d => d.Id);
        builder.Property(d => d.Area).HasMaxLength(Core.Areas.Area.MaxPath);
        builder.Property(d => d.Algorithm).HasMaxLength(32);
        builder.Property(d => d.Seed).HasMaxLength(64);
        builder.Property(d => d.Share).HasPrecision(9, 6);
        builder.Property(d => d.Policy).HasMaxLength(32);
        builder.Ignore(d => d.MonthOf);
        // Of several collectors the one whose row is there made the draw.
        builder.HasIndex(d => new { d.Area, d.Month }).IsUnique();
    }
}

internal sealed class DrawTicketMapping : IEntityTypeConfiguration<DrawTicketRow>
{
    public void Configure(EntityTypeBuilder<DrawTicketRow> builder)
    {
        builder.ToTable("draw_tickets").HasKey(t => new { t.DrawId, t.PremisesId });
        builder.Property(t => t.Ticket).HasMaxLength(64);
        builder.HasOne<DrawRow>().WithMany().HasForeignKey(t => t.DrawId).OnDelete(DeleteBehavior.Restrict);
        builder.HasOne<PremisesRow>().WithMany().HasForeignKey(t => t.PremisesId).OnDelete(DeleteBehavior.Restrict);
    }
}
