using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using Mingchu.Collector.Core.Cases;

namespace Mingchu.Collector.Storage;

/// <summary>What was done under a sender's key, written with it in one transaction, so that the same request sent again is not done again.</summary>
public sealed class DoneRequest
{
    /// <summary>How long a key is remembered.</summary>
    public static readonly TimeSpan Kept = TimeSpan.FromDays(7);

    public required string ActorId { get; init; }

    public required string Key { get; init; }

    /// <summary>What it was about: a kind and an id, e.g. <c>case:0192...</c>.</summary>
    public required string Subject { get; init; }

    public required DateTimeOffset At { get; init; }

    /// <summary>What this key of this sender did before; null when nothing, or without a key.</summary>
    public static async Task<string?> Find(CollectorDb db, Actor actor, string? key, CancellationToken ct) =>
        key is null ? null : await db.Set<DoneRequest>().AsNoTracking().Where(d => d.ActorId == actor.Id && d.Key == key).Select(d => d.Subject).SingleOrDefaultAsync(ct);

    /// <summary>Remembers it when the caller saves, and forgets what is old. Without a key nothing is remembered.</summary>
    public static async Task Remember(CollectorDb db, Actor actor, string? key, string subject, DateTimeOffset now, CancellationToken ct)
    {
        if (key is null)
            return;
        var old = now - Kept;
        await db.Set<DoneRequest>().Where(d => d.At < old).ExecuteDeleteAsync(ct);
        db.Add(new DoneRequest { ActorId = actor.Id, Key = key, Subject = subject, At = now });
    }
}

internal sealed class DoneRequestMapping : IEntityTypeConfiguration<DoneRequest>
{
    public void Configure(EntityTypeBuilder<DoneRequest> builder)
    {
        builder.ToTable("done_requests").HasKey(d => new { d.ActorId, d.Key });
        builder.Property(d => d.ActorId).HasMaxLength(256);
        builder.Property(d => d.Key).HasMaxLength(128);
        builder.Property(d => d.Subject).HasMaxLength(200);
        builder.HasIndex(d => d.At);
    }
}
