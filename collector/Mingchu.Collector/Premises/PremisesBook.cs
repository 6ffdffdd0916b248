using System.Text.Encodings.Web;
using System.Text.Json;
using Mingchu.Collector.Core.Premises;
using Mingchu.Collector.Platforms;
using Mingchu.Collector.Storage;

namespace Mingchu.Collector.Premises;

/// <summary>Writes entries and their history inside somebody's transaction.</summary>
public static class PremisesBook
{
    private static readonly JsonSerializerOptions Readable = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>A new entry.</summary>
    public static PremisesRow Add(CollectorDb db, PremisesEntry entry, string by, DateTimeOffset now)
    {
        var row = new PremisesRow { Id = entry.Id, Name = entry.Name, Area = entry.Area.Path, AddedAt = now };
        row.Take(entry);
        db.Premises.Add(row);
        ListingRow.Follow(db, row.Id, row.OnPlatforms, isNew: true, now);
        var fields = PremisesColumns.All.Where(c => c.Name != "id" && c.Read(entry).Length > 0).ToDictionary(c => c.Name, c => new[] { "", c.Read(entry) });
        Note(db, row, fields, by, now);
        return row;
    }

    /// <summary>Other data for a tracked row; nothing when they are the same.</summary>
    public static void Change(CollectorDb db, PremisesRow row, PremisesEntry entry, string by, DateTimeOffset now)
    {
        var old = row.ToEntry();
        var changed = old.Differences(entry);
        if (changed.Count == 0)
            return;
        row.Take(entry);
        row.Version++;
        if (old.OnPlatforms != entry.OnPlatforms)
            ListingRow.Follow(db, row.Id, row.OnPlatforms, isNew: false, now);
        var fields = PremisesColumns.All.Where(c => changed.Contains(c.Name)).ToDictionary(c => c.Name, c => new[] { c.Read(old), c.Read(entry) });
        Note(db, row, fields, by, now);
    }

    private static void Note(CollectorDb db, PremisesRow row, Dictionary<string, string[]> fields, string by, DateTimeOffset now) =>
        db.Add(new PremisesChangeRow { PremisesId = row.Id, Version = row.Version, At = now, By = by, Fields = JsonSerializer.Serialize(fields, Readable) });
}
