using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using Mingchu.Collector.Core.Platforms;

namespace Mingchu.Collector.Platforms;

/// <summary>A notice to a platform as lists need it: the fold of its events, written in the same transaction as they are.</summary>
public sealed class NoticeRow
{
    public required Guid Id { get; init; }

    /// <summary>For people, <c>2026-0012</c>; counted per year of drafting.</summary>
    public required string Number { get; init; }

    public NoticeKind Kind { get; set; }

    public required string Platform { get; set; }

    public string? PremisesId { get; set; }

    public Guid? CaseId { get; set; }

    /// <summary>Area of the premises, else of who drafted it; null for a matter of the whole tree.</summary>
    public string? Area { get; set; }

    public NoticeStage Stage { get; set; }

    /// <summary>The <see cref="NoticeState"/> as JSON.</summary>
    public required string State { get; set; }

    /// <summary>Number of events; also the concurrency token.</summary>
    public int Version { get; set; }

    /// <summary>Hash of the last event.</summary>
    public required string HeadHash { get; set; }

    /// <summary>When it went to the platform; null before, and then the platform does not see it.</summary>
    public DateTimeOffset? SentAt { get; set; }

    /// <summary>By when the answer is awaited, or was.</summary>
    public DateTimeOffset? DueAt { get; set; }

    public DateTimeOffset? AnsweredAt { get; set; }

    /// <summary>When time next does something to it, Unix milliseconds; null when never.</summary>
    public long? NextAtMs { get; set; }

    public int Late { get; set; }

    public int Missing { get; set; }

    public int Failed { get; set; }

    public DateTimeOffset CreatedAt { get; init; }

    public DateTimeOffset UpdatedAt { get; set; }

    /// <summary>The state that the events fold to.</summary>
    public NoticeState ToState() => JsonSerializer.Deserialize(State, PlatformJson.Stored.NoticeState)!;

    /// <summary>Takes over a newer state after these events.</summary>
    public void Take(NoticeState state, IReadOnlyList<NoticeEvent> events, string headHash, DateTimeOffset now)
    {
        (Kind, Platform, PremisesId, CaseId) = (state.Body.Kind, state.Body.Platform, state.Body.PremisesId, state.Body.CaseId);
        (Stage, Version, HeadHash, UpdatedAt) = (state.Stage, state.Version, headHash, now);
        (Late, Missing, Failed) = (state.Late, state.Missing, state.Failed);
        State = JsonSerializer.Serialize(state, PlatformJson.Stored.NoticeState);
        // Rounded up: what is due at a fraction of a millisecond is not due before it.
        NextAtMs = state.NextAt is { } at ? (at.UtcTicks - DateTimeOffset.UnixEpoch.Ticks + TimeSpan.TicksPerMillisecond - 1) / TimeSpan.TicksPerMillisecond : null;
        foreach (var happened in events)
        {
            if (happened is NoticeEvent.Sent sent)
                (SentAt, DueAt) = (now, sent.Deadline.DueAt);
            else if (happened is NoticeEvent.Rejected rejected)
                (AnsweredAt, DueAt) = (null, rejected.Deadline.DueAt);
            else if (happened is NoticeEvent.Answered)
                AnsweredAt = now;
        }
    }
}

internal sealed class NoticeMapping : IEntityTypeConfiguration<NoticeRow>
{
    public void Configure(EntityTypeBuilder<NoticeRow> builder)
    {
        builder.ToTable("platform_notices").HasKey(n => n.Id);
        builder.Property(n => n.Id).ValueGeneratedNever();
        builder.Property(n => n.Number).HasMaxLength(16);
        builder.Property(n => n.Kind).HasConversion<string>().HasMaxLength(16);
        builder.Property(n => n.Platform).HasMaxLength(64);
        builder.Property(n => n.PremisesId).HasMaxLength(64);
        builder.Property(n => n.Area).HasMaxLength(Core.Areas.Area.MaxPath);
        builder.Property(n => n.Stage).HasConversion<string>().HasMaxLength(16);
        builder.Property(n => n.HeadHash).HasMaxLength(64);
        builder.Property(n => n.Version).IsConcurrencyToken();
        builder.HasIndex(n => n.Number).IsUnique();
        builder.HasIndex(n => n.NextAtMs);
        builder.HasIndex(n => new { n.Platform, n.SentAt });
        builder.HasIndex(n => new { n.CreatedAt, n.Id });
        builder.HasIndex(n => n.CaseId);
        builder.HasIndex(n => n.PremisesId);
        builder.HasIndex(n => n.Area);
    }
}

/// <summary>Last number of a notice given in a year.</summary>
public sealed class NoticeCounter
{
    public required int Year { get; init; }

    public int Last { get; set; }

    /// <summary>The next number of this year, e.g. <c>2026-0012</c>; the counter's row lock holds other collectors until the commit.</summary>
    public static async Task<string> Next(Storage.CollectorDb db, int year, CancellationToken ct)
    {
        var counters = db.Set<NoticeCounter>();
        // Takes the lock before the row is read.
        await counters.Where(c => c.Year == year).ExecuteUpdateAsync(s => s.SetProperty(c => c.Last, c => c.Last), ct);
        if (await counters.SingleOrDefaultAsync(c => c.Year == year, ct) is not { } counter)
            counters.Add(counter = new NoticeCounter { Year = year });
        return $"{year:D4}-{++counter.Last:D4}";
    }
}

internal sealed class NoticeCounterMapping : IEntityTypeConfiguration<NoticeCounter>
{
    public void Configure(EntityTypeBuilder<NoticeCounter> builder)
    {
        builder.ToTable("notice_counters").HasKey(c => c.Year);
        builder.Property(c => c.Year).ValueGeneratedNever();
    }
}
