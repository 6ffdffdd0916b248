using System.CommandLine;
using System.Globalization;
using Mingchu.Collector.Commands;
using Mingchu.Collector.Quality;
using Mingchu.Contracts.Hazards;

namespace Mingchu.Collector.Labels;

/// <summary>What verdicts are used for outside the collector.</summary>
internal static class ReviewCommands
{
    public static Command Review()
    {
        var to = new Option<string>("--to") { Required = true, Description = "Folder of the labelled set; empty, or of an earlier export" };
        var since = new Option<string?>("--since") { Description = "Only cases opened since this day (2026-01-31, UTC)" };
        var hazard = new Option<string?>("--hazard") { Description = "Only this hazard" };
        var camera = new Option<string?>("--camera") { Description = "Only this camera: its id, or DEVICE/CAMERA" };
        var area = new Option<string?>("--area") { Description = "Only premises in this area or below, e.g. putian/xianyou" };
        var unjudged = new Option<bool>("--unjudged") { Description = "Also pictures that nobody judged; they label nothing" };
        since.Validators.Add(r =>
        {
            if (r.GetValueOrDefault<string?>() is { } text && Day(text) is null)
                r.AddError($"--since: expected a day like 2026-01-31, found \"{text}\"");
        });
        hazard.Validators.Add(r =>
        {
            if (r.GetValueOrDefault<string?>() is { } code && HazardList.Current.Find(code) is null)
                r.AddError($"--hazard: \"{code}\" is not in hazard list {HazardList.Current.Version}");
        });
        var export = new Command("export", "Write what supervisors judged as a labelled set (images, YOLO labels, verdicts.csv). The pictures show people "
            + "and stay with the regulator; each export is written into the files of the cases")
        { to, since, hazard, camera, area, unjudged };
        export.SetAction((parsed, ct) => CollectorCommands.With(parsed, async (services, ct) =>
        {
            var filter = new VerdictFilter
            {
                Since = parsed.GetValue(since) is { } day ? Day(day) : null,
                Hazard = parsed.GetValue(hazard),
                Camera = parsed.GetValue(camera),
                Area = parsed.GetValue(area),
            };
            var folder = parsed.GetRequiredValue(to);
            var result = await services.GetRequiredService<LabelExport>().Run(folder, filter, parsed.GetValue(unjudged), Environment.UserName, ct);
            return Tell(result, folder);
        }, ct));
        return new Command("review", "Verdicts of supervisors") { export };
    }

    private static int Tell(ExportResult result, string folder)
    {
        if (result.Error is { } error)
        {
            Console.Error.WriteLine(error);
            return 1;
        }

        foreach (var sentence in result.Without)
            Console.Error.WriteLine(sentence);
        Console.WriteLine($"{folder}: {result.Written} pictures written, {result.Unchanged} unchanged; {result.Unjudged} alerts without a verdict left out, {result.Without.Count} alerts lack something");
        Console.WriteLine("The pictures show people: they stay with the regulator. See README.txt in the folder.");
        return 0;
    }

    private static DateTimeOffset? Day(string text) =>
        DateOnly.TryParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day) ? new(day, TimeOnly.MinValue, TimeSpan.Zero) : null;
}
