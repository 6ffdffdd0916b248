using Microsoft.EntityFrameworkCore;
using Mingchu.Collector.Cases;
using Mingchu.Collector.Core.Areas;
using Mingchu.Collector.Core.Cases;
using Mingchu.Collector.Core.Labels;
using Mingchu.Collector.Core.Quality;
using Mingchu.Collector.Evidence;
using Mingchu.Collector.Quality;
using Mingchu.Collector.Storage;
using Mingchu.Contracts.Messages;

namespace Mingchu.Collector.Labels;

/// <summary>Writes verdicts as a labelled set, in the folder format that training and <c>tools/eval</c> read.</summary>
public sealed class LabelExport(VerdictReader verdicts, IDbContextFactory<CollectorDb> dbs, EvidenceFiles evidence, CaseDesk desk)
{
    /// <summary>How far a picture may be from the moment its boxes are of.</summary>
    private static readonly TimeSpan SameMoment = TimeSpan.FromSeconds(1);

    /// <summary>
    /// Adds what is new, and labels anew what was judged otherwise since. Each case gets a line in its file before its pictures leave.
    /// </summary>
    /// <param name="folder">An empty folder, or one of an earlier export.</param>
    /// <param name="filter">Which alerts.</param>
    /// <param name="unjudged">Also pictures that nobody judged; they label nothing.</param>
    /// <param name="by">Who does it, for the cases' files.</param>
    /// <param name="ct">Stops it between two steps.</param>
    public async Task<ExportResult> Run(string folder, VerdictFilter filter, bool unjudged, string by, CancellationToken ct)
    {
        var (set, error) = LabelledSet.Open(folder);
        if (set is null)
            return new(0, 0, 0, []) { Error = error };
        var read = (await verdicts.Read(Scope.Everything, filter, int.MaxValue, ct)).Alerts;
        JudgedAlert[] wanted = [.. read.Where(a => unjudged || a.Judgement != Judgement.None)];
        var pictures = await Pictures([.. wanted.Select(a => a.CaseId).Distinct()], ct);
        List<string> without = [];
        List<ExportEntry> entries = [];
        foreach (var alert in wanted)
            if (await Entry(alert, pictures.GetValueOrDefault((alert.Device, alert.AlertId)), without, ct) is { } entry)
                entries.Add(entry);

        var anew = entries.Where(e => !set.Has(e)).ToList();
        foreach (var leaving in anew.Where(e => !set.HasPicture(e)).GroupBy(e => e.Alert.CaseId))
            if (await desk.Do(leaving.Key, new CaseCommand.RecordExport(leaving.Count(), by), Actor.System, ct) is { } refusal)
                return new(0, 0, 0, []) { Error = refusal.Sentence };
        if (anew.Count > 0)
            await set.Write(anew, async (e, to) => await evidence.Open(e.Picture, MediaTypes.Jpeg, to) ?? throw new IOException($"the picture {e.Picture} went away meanwhile"), ct);
        return new(anew.Count, entries.Count - anew.Count, read.Count - wanted.Length, without);
    }

    private async Task<ExportEntry?> Entry(JudgedAlert alert, EvidenceRow? row, List<string> without, CancellationToken ct)
    {
        var name = $"case {alert.CaseNumber}, {alert.Device}/{alert.Camera}, alert {alert.AlertId}";
        if (row?.StoredAt is null)
        {
            without.Add($"{name}: left out, no clean picture was uploaded");
            return null;
        }

        await using (var file = await evidence.Open(row.Sha256, row.MediaType, ct))
            if (file is null)
            {
                without.Add($"{name}: left out, its picture {row.Sha256} is not among the evidence any more");
                return null;
            }

        var boxes = alert.Boxes;
        if (boxes is null)
            without.Add($"{name}: without boxes, the event that raised it never came");
        else if (boxes.Count > 0 && row.CapturedAt is { } at && (at - alert.RaisedAt).Duration() > SameMoment)
        {
            boxes = null;
            without.Add($"{name}: without boxes, its picture is of another moment ({(at - alert.RaisedAt).TotalSeconds:+0.0;-0.0} s)");
        }

        return new(alert, row.Sha256, PictureLabels.Of(alert, boxes));
    }

    private async Task<Dictionary<(string, string), EvidenceRow>> Pictures(Guid[] cases, CancellationToken ct)
    {
        await using var db = await dbs.CreateDbContextAsync(ct);
        Dictionary<(string, string), EvidenceRow> rows = [];
        foreach (var some in cases.Chunk(500))
            foreach (var row in await db.Evidence.AsNoTracking().Where(e => e.Kind == EvidenceKind.Clean && e.CaseId != null && some.Contains(e.CaseId.Value)).ToListAsync(ct))
                rows[(row.Device, row.AlertId)] = row;
        return rows;
    }
}
