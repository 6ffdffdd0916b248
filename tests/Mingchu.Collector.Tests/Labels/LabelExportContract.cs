using System.Diagnostics;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Mingchu.Collector.Cases;
using Mingchu.Collector.Core.Cases;
using Mingchu.Collector.Devices;
using Mingchu.Collector.Evidence;
using Mingchu.Collector.Ingest;
using Mingchu.Collector.Labels;
using Mingchu.Collector.Premises;
using Mingchu.Collector.Quality;
using Mingchu.Collector.Storage;
using Mingchu.Collector.Tests.Ingest;
using Mingchu.Collector.Tests.Storage;
using Mingchu.Contracts;
using Mingchu.Contracts.Messages;
using Mingchu.Eval;
using Mingchu.Rig;
using CaseEvent = Mingchu.Collector.Core.Cases.CaseEvent;

namespace Mingchu.Collector.Tests.Labels;

public sealed class LabelExportOnSqlite(Databases databases) : LabelExportContract(databases, "sqlite");

public sealed class LabelExportOnPostgres(Databases databases) : LabelExportContract(databases, "postgres");

/// <summary>From alerts over verdicts to a labelled set that the model's tools read, on every database.</summary>
[Trait("row", "B11")]
public abstract class LabelExportContract(Databases databases, string provider) : IAsyncLifetime
{
    private static readonly Actor Zhang = new("u1", "张三", Role.Supervisor);
    private static readonly DateTimeOffset Start = new(Some.Now().Date.AddDays(-10).AddHours(4), TimeSpan.Zero);
    private static readonly byte[] Clean = File.ReadAllBytes(Path.Combine(AppContext.BaseDirectory, "Pages", "pictures", "clean.jpg"));
    private readonly RunFolder folder = new();
    private ServiceProvider collector = null!;

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    private string To => folder.At("set");

    public async ValueTask InitializeAsync()
    {
        collector = CollectorApp.Offline(new() { Storage = await databases.New(provider, Ct), Evidence = new() { Folder = folder.Folder("evidence") } });
        await collector.GetRequiredService<Migrator>().Run(Ct);
        foreach (var (id, area) in new[] { ("p1", "putian/xianyou"), ("p2", "fuzhou") })
        {
            Assert.Null(await collector.GetRequiredService<PremisesRegistry>().Add(id, id, area, Ct));
            Assert.Null((await collector.GetRequiredService<DeviceRegistry>().Add($"box-{id}", id, false, Ct)).Error);
        }
    }

    public async ValueTask DisposeAsync()
    {
        GC.SuppressFinalize(this);
        await collector.DisposeAsync();
        await folder.DisposeAsync();
    }

    [Fact]
    public async Task The_tools_read_what_supervisors_said_and_no_more()
    {
        // The box forgets its boxes when the alert is cleared; those of the picture must stay.
        await Judged("no-cap", new CaseCommand.Confirm("属实, \"看过\""), "head cap=none", cleared: true);
        await Judged("rodent", new CaseCommand.MarkFalseAlarm("抹布"), "rodent");
        await Judged("no-mask", new CaseCommand.MarkFalseAlarm(), "head mask=none");
        await Judged("phone-use", null, "phone");

        var result = await Export();

        Assert.Equal((3, 0, 1), (result.Written, result.Unchanged, result.Unjudged));
        Assert.Empty(result.Without);
        var set = LabelFolder.Open(To, null);
        Assert.Equal(["head", "rodent"], set.Classes);
        Assert.Equal(3, set.Pictures.Count);
        Assert.All(set.Pictures, p => Assert.Equal(Clean, File.ReadAllBytes(p)));
        var (cap, rodent, mask) = (Picture(set, "no-cap"), Picture(set, "rodent"), Picture(set, "no-mask"));
        var head = Assert.Single(set.Boxes(cap));
        Assert.Equal(("head", 0.2f, 0.3f), (head.Class, MathF.Round(head.Box.Centre.X, 4), MathF.Round(head.Box.Centre.Y, 4)));
        Assert.Equal(("bare", ""), (Word(cap, "head"), Word(cap, "mask")));
        Assert.Empty(set.Boxes(rodent));
        Assert.Empty(set.Boxes(mask));
        Assert.Equal((true, false), (set.Labels(rodent, "rodent"), set.Labels(rodent, "head")));
        Assert.Equal((false, false, false), (set.Labels(cap, "head"), set.Labels(cap, "rodent"), set.Labels(mask, "head")));
        Assert.Contains("属实, \"\"看过\"\"", Line("verdicts.csv", cap), StringComparison.Ordinal);
        Assert.Equal($"box-p1/stove/{Start:yyyy-MM-dd}", Line("groups.csv", cap).Split(',')[1]);
        Assert.EndsWith(",not-so", Line("boxes.csv", mask), StringComparison.Ordinal);
        Assert.Contains("stay with the regulator", File.ReadAllText(Path.Combine(To, "README.txt")), StringComparison.Ordinal);

        string? Word(string picture, string column) =>
            AttributeTruth.Read(set.AttributesFile!).Word(Path.GetFileNameWithoutExtension(picture), 0, column);
    }

    [Fact]
    public async Task The_training_code_reads_it_too()
    {
        await Judged("no-cap", new CaseCommand.Confirm(), "head cap=none");
        await Judged("rodent", new CaseCommand.MarkFalseAlarm(), "rodent");
        await Export();

        Assert.Equal(
            [
                $"box-p1/stove/{Start:yyyy-MM-dd} ['head'] [('0', 'bare', '')] {{'head': 'boxes'}}",
                $"box-p1/stove/{Start:yyyy-MM-dd} [] [] {{'rodent': 'picture'}}",
            ],
            Python("""
                import sys
                sys.path.insert(0, sys.argv[1])
                from mingchu.folders import read_set
                for p in read_set(sys.argv[2]):
                    print(p.source, [b.name for b in p.boxes], [(r['box'], r['head'], r['mask']) for r in p.attributes.values()], p.labelled)
                """).Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task A_second_run_adds_only_what_is_new_and_leaves_the_rest_untouched()
    {
        await Judged("no-cap", new CaseCommand.Confirm(), "head cap=none");
        await Export();
        var before = Files();
        var again = await Export();
        Assert.Equal((0, 1), (again.Written, again.Unchanged));
        Assert.Equal(before, Files());

        await Judged("rodent", new CaseCommand.Confirm(), "rodent");
        var more = await Export(new() { Hazard = "rodent" });

        Assert.Equal((1, 0), (more.Written, more.Unchanged));
        Assert.Equal(["head", "rodent"], LabelFolder.Open(To, null).Classes);
        Assert.Equal(3, File.ReadAllLines(Path.Combine(To, "verdicts.csv")).Length);
        Assert.Equal([1, 1], await Exports());
    }

    [Fact]
    public async Task A_case_that_turns_out_to_be_a_false_alarm_is_labelled_anew_and_its_picture_leaves_only_once()
    {
        var id = await Judged("rodent", new CaseCommand.Confirm(), "rodent");
        await Export();
        Assert.Single(Set().Boxes(Set().Pictures[0]));

        Assert.Null(await Desk.Do(id, new CaseCommand.MarkFalseAlarm("是抹布"), Zhang, Ct));
        var result = await Export();

        Assert.Equal(1, result.Written);
        Assert.Empty(Set().Boxes(Set().Pictures[0]));
        Assert.True(Set().Labels(Set().Pictures[0], "rodent"));
        Assert.Equal(2, File.ReadAllLines(Path.Combine(To, "labelled.csv")).Length);
        Assert.Equal([1], await Exports());
        Assert.Null(await collector.GetRequiredService<CaseVerifier>().Verify(id, Ct));

        LabelFolder Set() => LabelFolder.Open(To, null);
    }

    [Fact]
    public async Task What_lacks_evidence_or_boxes_is_told_alert_by_alert()
    {
        await Judged("no-cap", new CaseCommand.Confirm(), "head cap=none", clean: false);
        await Judged("rodent", new CaseCommand.MarkFalseAlarm(), "rodent", raised: false);
        await Judged("no-mask", new CaseCommand.Confirm(), "head mask=none", pictureAfter: 20);
        await Judged("smoking", new CaseCommand.Confirm(), "cigarette", gone: true);

        var result = await Export();

        Assert.Equal(4, result.Without.Count);
        Assert.Contains(result.Without, s => s.Contains("no clean picture was uploaded", StringComparison.Ordinal));
        Assert.Contains(result.Without, s => s.Contains("the event that raised it never came", StringComparison.Ordinal));
        Assert.Contains(result.Without, s => s.Contains("another moment (+20.0 s)", StringComparison.Ordinal));
        Assert.Contains(result.Without, s => s.Contains("not among the evidence any more", StringComparison.Ordinal));
        var set = LabelFolder.Open(To, null);
        Assert.Equal(2, set.Pictures.Count);
        Assert.All(set.Pictures, p => Assert.Empty(set.Boxes(p)));
        Assert.True(set.Labels(Picture(set, "rodent"), "rodent"));
    }

    [Theory]
    [InlineData("since", 1)]
    [InlineData("camera", 1)]
    [InlineData("area", 1)]
    [InlineData("hazard", 2)]
    public async Task An_export_can_be_narrowed(string by, int written)
    {
        await Judged("no-cap", new CaseCommand.Confirm(), "head cap=none");
        var tomorrow = DateTimeOffset.UtcNow.AddMinutes(1);
        await Judged("no-cap", new CaseCommand.Confirm(), "head cap=none", device: "box-p2");
        await using (var db = Db())
            await db.Cases.Where(c => c.PremisesId == "p2").ExecuteUpdateAsync(s => s.SetProperty(c => c.OpenedAt, tomorrow), Ct);
        var result = await Export(by switch
        {
            "since" => new() { Since = tomorrow.AddSeconds(-30) },
            "camera" => new() { Camera = "box-p2/stove" },
            "area" => new() { Area = "putian" },
            _ => new() { Hazard = "no-cap" },
        });
        Assert.Equal(written, result.Written);
        Assert.All(LabelFolder.Open(To, null).Pictures, p => Assert.Single(LabelFolder.Open(To, null).Boxes(p)));
    }

    [Fact]
    public async Task A_folder_of_somebody_else_is_left_alone()
    {
        Directory.CreateDirectory(Path.Combine(To, "images"));
        await Judged("no-cap", new CaseCommand.Confirm(), "head cap=none");

        var result = await Export();

        Assert.Contains("holds other files", result.Error, StringComparison.Ordinal);
        Assert.Equal(["images"], Directory.GetFileSystemEntries(To).Select(Path.GetFileName));
        Assert.Empty(await Exports());
    }

    [Fact]
    public async Task Files_are_only_for_the_account_that_exports()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "Windows has no such modes");
        await Judged("no-cap", new CaseCommand.Confirm(), "head cap=none");
        await Export();
        const UnixFileMode others = UnixFileMode.GroupRead | UnixFileMode.GroupWrite | UnixFileMode.OtherRead | UnixFileMode.OtherWrite;
        if (!OperatingSystem.IsWindows())
            Assert.All(Directory.GetFileSystemEntries(To, "*", SearchOption.AllDirectories).Append(To), f => Assert.Equal(UnixFileMode.None, File.GetUnixFileMode(f) & others));
    }

    private CaseDesk Desk => collector.GetRequiredService<CaseDesk>();

    private Task<ExportResult> Export(VerdictFilter? filter = null) => collector.GetRequiredService<LabelExport>().Run(To, filter ?? new(), unjudged: false, "ops", Ct);

    /// <summary>An alert with a clean picture, and what was said of its case.</summary>
    private async Task<Guid> Judged(string hazard, CaseCommand? verdict, string label, string device = "box-p1", bool cleared = false, bool clean = true,
        bool raised = true, double pictureAfter = 0, bool gone = false)
    {
        var alert = Some.Alert(device, Start, hazard: hazard) with { Boxes = [new(0.1, 0.1, 0.2, 0.4, label, 0.9)] };
        var ended = alert.Cleared(60) with { Boxes = [] };
        if (raised)
            await Ingest(new Incoming(Topics.Alerts(device), Some.Json(device, alert), Some.Now()));
        if (cleared || !raised)
            await Ingest(new Incoming(Topics.Alerts(device), Some.Json(device, ended), Some.Now()));
        if (clean)
        {
            byte[] content = gone ? [.. Clean, 0] : Clean;
            var evidence = Some.Evidence(alert, content, EvidenceKind.Clean);
            await Ingest(new Incoming(Topics.Evidence(device), Some.Json(device, evidence with { CapturedAt = alert.RaisedAt.AddSeconds(pictureAfter) }), Some.Now()));
            Assert.Null((await collector.GetRequiredService<EvidenceDesk>().Put(device, alert.AlertId, EvidenceKind.Clean, evidence.Sha256, new MemoryStream(content), Ct)).Error);
            if (gone)
                File.Delete(folder.At("evidence", evidence.Sha256[..2], evidence.Sha256 + ".jpg"));
        }

        await using var db = Db();
        var opened = await db.Leads.Where(l => l.AlertId == alert.AlertId).Select(l => l.CaseId).SingleAsync(Ct);
        if (verdict is not null)
            Assert.Null(await Desk.Do(opened, verdict, Zhang, Ct));
        return opened;
    }

    private async Task Ingest(Incoming message)
    {
        var outcome = Assert.Single(await collector.GetRequiredService<BatchWriter>().Write([MessageReader.Read(message, DateTimeOffset.UtcNow)], Ct));
        Assert.Equal(ReceiptResult.Accepted, outcome.Result);
    }

    private CollectorDb Db() => collector.GetRequiredService<IDbContextFactory<CollectorDb>>().CreateDbContext();

    /// <summary>Pictures per export line in the cases' files.</summary>
    private async Task<IReadOnlyList<int>> Exports()
    {
        await using var db = Db();
        var lines = await db.CaseEvents.Where(e => e.Type == "evidence-exported").Select(e => e.Data).ToListAsync(Ct);
        return [.. lines.Select(l => Assert.IsType<CaseEvent.EvidenceExported>(System.Text.Json.JsonSerializer.Deserialize(l, CaseJson.Stored.CaseEvent)).Pictures)];
    }

    private string Picture(LabelFolder set, string hazard)
    {
        var stem = File.ReadLines(Path.Combine(To, "verdicts.csv")).Select(l => l.Split(',')).Single(w => w[3] == hazard)[0];
        return set.Pictures.Single(p => Path.GetFileNameWithoutExtension(p) == stem);
    }

    private string Line(string file, string picture) =>
        File.ReadLines(Path.Combine(To, file)).Single(l => l.StartsWith(Path.GetFileNameWithoutExtension(picture), StringComparison.Ordinal));

    private Dictionary<string, (DateTime, string)> Files() => Directory.GetFiles(To, "*", SearchOption.AllDirectories)
        .ToDictionary(f => f, f => (File.GetLastWriteTimeUtc(f), Convert.ToHexString(System.Security.Cryptography.SHA256.HashData(File.ReadAllBytes(f)))));

    private string[] Python(string program)
    {
        var start = new ProcessStartInfo("/usr/bin/python3", ["-c", program, Path.Combine(Repository.Root, "models", "training"), To])
        { RedirectStandardOutput = true, RedirectStandardError = true };
        start.Environment["PYTHONDONTWRITEBYTECODE"] = "1";
        using var process = Process.Start(start)!;
        var error = process.StandardError.ReadToEndAsync(Ct);
        var output = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        Assert.True(process.ExitCode == 0, error.Result);
        return output.Split('\n', StringSplitOptions.RemoveEmptyEntries);
    }
}
