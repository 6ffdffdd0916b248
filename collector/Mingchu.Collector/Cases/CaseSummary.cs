using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using Mingchu.Collector.Core;
using Mingchu.Collector.Core.Areas;
using Mingchu.Collector.Core.Cases;
using Mingchu.Collector.Core.Grading;

namespace Mingchu.Collector.Cases;

/// <summary>A case as lists need it: the fold of its events, written in the same transaction as they are.</summary>
public sealed class CaseSummary
{
    public required Guid Id { get; init; }

    /// <summary>For people, <c>2026-000123</c>; counted per year of opening.</summary>
    public required string Number { get; init; }

    public required string PremisesId { get; init; }

    /// <summary>Area path of the premises and a slash, so that what lies in an area is one range; goes along when the premises move.</summary>
    public required string AreaKey { get; set; }

    public required string Hazard { get; init; }

    public Stage Stage { get; set; }

    public int Grade { get; set; }

    /// <summary>JSON list of phrases.</summary>
    public required string GradeReasons { get; set; }

    public required string GradePolicy { get; set; }

    public bool GradedByPerson { get; set; }

    /// <summary>Number of events; also the concurrency token.</summary>
    public int Version { get; set; }

    public int DecidedVersion { get; set; }

    /// <summary>Hash of the last event.</summary>
    public required string HeadHash { get; set; }

    public int Leads { get; set; }

    public double Confidence { get; set; }

    public double Seconds { get; set; }

    public DateTimeOffset FirstAt { get; set; }

    public DateTimeOffset LastAt { get; set; }

    public string? AssigneeId { get; set; }

    public string? AssigneeName { get; set; }

    /// <summary>The <see cref="CaseFlow"/> as JSON: in whose hands, by when.</summary>
    public required string Flow { get; set; }

    /// <summary>Who has it; null for nobody.</summary>
    public Role? HolderRole { get; set; }

    /// <summary>By when they must have answered, UTC; null when nothing is awaited.</summary>
    public DateTimeOffset? DueAt { get; set; }

    /// <summary>When time next does something to it, Unix milliseconds, so that both databases compare it alike; null when never.</summary>
    public long? NextAtMs { get; set; }

    /// <summary>Deadlines that the merchant missed.</summary>
    public int MissedByMerchant { get; set; }

    /// <summary>When the case was opened here.</summary>
    public DateTimeOffset OpenedAt { get; init; }

    public DateTimeOffset UpdatedAt { get; set; }

    /// <summary>Picture for the list: hash of the newest lead's boxed picture, or of a clean one; null before one is there.</summary>
    public string? Picture { get; set; }

    /// <summary>The <see cref="AreaKey"/> of an area.</summary>
    public static string AreaKeyOf(string area) => area + "/";

    /// <summary>The reasons in words.</summary>
    public IReadOnlyList<Phrase> Reasons() =>
        JsonSerializer.Deserialize(GradeReasons, CaseJson.Stored.IReadOnlyListPhrase) ?? [];

    /// <summary>The state that the events fold to.</summary>
    public CaseState ToState() => new(Version, DecidedVersion, Stage, PremisesId, Hazard, new GradeResult(Grade, Reasons(), GradePolicy), GradedByPerson,
        Leads, Confidence, Seconds, FirstAt, LastAt, AssigneeId, AssigneeName)
    {
        Flow = JsonSerializer.Deserialize(Flow, CaseJson.Stored.CaseFlow)!,
    };

    /// <summary>Takes over a newer state.</summary>
    public void Take(CaseState state, string headHash, DateTimeOffset now)
    {
        (Version, DecidedVersion, Stage, Leads, Confidence, Seconds) =
            (state.Version, state.DecidedVersion, state.Stage, state.Leads, state.Confidence, state.Seconds);
        (Grade, GradePolicy, GradedByPerson) = (state.Grade.Grade, state.Grade.Policy, state.GradedByPerson);
        GradeReasons = JsonSerializer.Serialize(state.Grade.Reasons, CaseJson.Stored.IReadOnlyListPhrase);
        (FirstAt, LastAt, AssigneeId, AssigneeName) = (state.FirstAt, state.LastAt, state.AssigneeId, state.AssigneeName);
        Flow = JsonSerializer.Serialize(state.Flow, CaseJson.Stored.CaseFlow);
        (HolderRole, DueAt, NextAtMs, MissedByMerchant) = (state.Flow.Holder?.Role, state.Flow.Deadline?.DueAt, Milliseconds(state.Flow.NextAt), state.Flow.MissedByMerchant);
        (HeadHash, UpdatedAt) = (headHash, now);
    }

    // Rounded up: what is due at a fraction of a millisecond is not due before it.
    private static long? Milliseconds(DateTimeOffset? at) =>
        at is { } time ? (time.UtcTicks - DateTimeOffset.UnixEpoch.Ticks + TimeSpan.TicksPerMillisecond - 1) / TimeSpan.TicksPerMillisecond : null;
}

internal sealed class CaseSummaryMapping : IEntityTypeConfiguration<CaseSummary>
{
    public void Configure(EntityTypeBuilder<CaseSummary> builder)
    {
        builder.ToTable("cases").HasKey(c => c.Id);
        builder.Property(c => c.Version).IsConcurrencyToken();
        builder.Property(c => c.Stage).HasConversion<string>().HasMaxLength(16);
        builder.Property(c => c.Number).HasMaxLength(16);
        builder.Property(c => c.Hazard).HasMaxLength(64);
        builder.Property(c => c.AreaKey).HasMaxLength(Area.MaxPath + 1);
        builder.Property(c => c.HeadHash).HasMaxLength(64);
        builder.Property(c => c.HolderRole).HasConversion<string>().HasMaxLength(16);
        builder.HasIndex(c => c.Number).IsUnique();
        builder.HasIndex(c => c.NextAtMs);
        builder.HasIndex(c => new { c.HolderRole, c.OpenedAt });
        builder.HasIndex(c => new { c.AreaKey, c.OpenedAt, c.Id });
        builder.HasIndex(c => new { c.Hazard, c.OpenedAt });
        builder.HasIndex(c => new { c.PremisesId, c.Hazard, c.OpenedAt });
        builder.HasIndex(c => new { c.UpdatedAt, c.Id });
        builder.HasIndex(c => new { c.OpenedAt, c.Id });
        builder.HasIndex(c => new { c.Stage, c.OpenedAt });
        // The few in which a merchant missed a deadline, for the grade of the next.
        builder.HasIndex(c => new { c.PremisesId, c.OpenedAt }, "IX_cases_missed").HasFilter("\"MissedByMerchant\" > 0");
        // The few in which something is left to do, for the list that is open all day; in the very words in which EF asks for it (SQLite uses a partial index for no others), and with all that tells who sees it.
        const string unsettled = "\"Stage\" NOT IN ('Closed', 'FalseAlarm')";
        builder.HasIndex(c => new { c.OpenedAt, c.Id, c.AreaKey, c.PremisesId, c.HolderRole, c.Stage }, "IX_cases_unsettled").HasFilter(unsettled);
        // The same, to count those of an area.
        builder.HasIndex(c => new { c.AreaKey, c.Id, c.PremisesId, c.HolderRole, c.Stage }, "IX_cases_unsettled_area").HasFilter(unsettled);
    }
}
