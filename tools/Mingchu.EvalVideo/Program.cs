using System.CommandLine;
using System.Text.Json;
using Mingchu.Edge.Inference;
using Mingchu.EvalVideo;
using Mingchu.EvalVideo.Augment;
using Mingchu.EvalVideo.Scoring;

var models = new Option<string>("--models") { Description = "Folder of model folders", DefaultValueFactory = _ => "models" };
var config = new Option<string?>("--config") { Description = "Zones, hours and rules for every clip: a piece of edge.yaml; by default NAME.edge.yaml beside the clip, or none" };
var truth = new Option<string?>("--truth") { Description = "Folder in which NAME.truth.json is looked for before the clip's own" };
var noTruth = new Option<bool>("--no-truth") { Description = "A clip without a truth file is unknown: its alerts are listed, not counted. Without this, nothing happens in it" };
var fps = new Option<double?>("--fps") { Description = "Frames analysed per second; by default the configuration's, or 5" };
var augment = new Option<string?>("--augment") { Description = $"Any of {string.Join(",", Augmentations.Names)}: changes the pictures before the models see them" };
var seed = new Option<int>("--seed") { Description = "Seed of the augmentations", DefaultValueFactory = _ => 1 };
var hours = new Option<double?>("--hours") { Description = "Plays the clips again and again, time going on, until together so many hours were seen" };
var start = new Option<DateTimeOffset>("--start") { Description = "Date and time at which each clip begins, for hours and calendars: 2026-03-16T21:40:00+08:00", DefaultValueFactory = _ => ClipRun.Noon };
var json = new Option<bool>("--json") { Description = "Print JSON" };
var clips = new Argument<string[]>("CLIP") { Description = "Video files; each is a camera of its own", Arity = ArgumentArity.OneOrMore };
fps.Validators.Add(r =>
{
    if (r.GetValueOrDefault<double?>() is not (null or (>= 0.1 and <= 30)))
        r.AddError("--fps: expected 0.1 to 30");
});
hours.Validators.Add(r =>
{
    if (r.GetValueOrDefault<double?>() is not (null or (> 0 and <= 1000)))
        r.AddError("--hours: expected more than 0, at most 1000");
});
clips.Validators.Add(r =>
{
    foreach (var t in r.Tokens.Where(t => t.Value.StartsWith('-')))
        r.AddError($"{t.Value}: no such option (a file of that name: ./{t.Value})");
});
augment.Validators.Add(r =>
{
    if (Augmentations.Parse(r.GetValueOrDefault<string?>(), 0).Error is { } error)
        r.AddError($"--augment: {error}");
});
var command = new RootCommand(
    "Runs clips through the worker's own decoder, models and rules, with the clip's time as the clock, and compares the alerts with what really happens "
    + "(NAME.truth.json). Events of a hazard that overlap or follow within its clear time are one. An alert belongs to the event it is raised in, at most "
    + $"{Matching.Early:0} s before its start and {Matching.Late:0} s after its end; the first finds it, more are 'again'; an alert in no event is false. An event without an alert is missed when it "
    + $"lasts the hazard's dwell time and {Matching.Slack:0} s; a shorter one does not count. Delay: from the event's start to the raised alert, dwell time included.")
{ models, config, truth, noTruth, fps, augment, seed, hours, start, json, clips };
command.SetAction((p, ct) => RunAsync(p, ct));

var parsed = command.Parse(args);
var code = await parsed.InvokeAsync();
return parsed.Errors.Count > 0 ? ClipFault.Usage : code;

async Task<int> RunAsync(ParseResult p, CancellationToken ct)
{
    try
    {
        if (p.GetValue(truth) is { } folder && !Directory.Exists(folder))
            throw new ClipFault($"--truth: {folder} is no folder", ClipFault.Usage);
        var set = p.GetValue(config) is { } file ? ClipConfig.Read(file) : null;
        var cases = p.GetRequiredValue(clips).Select(c => ClipCase.Open(c, p.GetValue(truth), p.GetValue(noTruth), set, p.GetValue(fps))).ToArray();
        var (recogniser, errors) = ModelFolder.Load(p.GetRequiredValue(models));
        using var owned = recogniser ?? throw new ClipFault(string.Join(Environment.NewLine, errors), ClipFault.Usage);
        var outcomes = new List<ClipOutcome>();
        foreach (var c in cases)
        {
            var (augmentations, _) = Augmentations.Parse(p.GetValue(augment), p.GetValue(seed) + outcomes.Count);
            var run = await ClipRun.Of(c.Clip, c.Config, owned, augmentations, p.GetValue(start), p.GetValue(hours) * 3600 / cases.Length, s => Progress(c, s), ct);
            outcomes.Add(c.Judge(run));
        }
        var result = EvalVideoResult.Of(outcomes);
        if (p.GetValue(json))
            Console.WriteLine(JsonSerializer.Serialize(result, ClipJson.Default.EvalVideoResult));
        else
            TextReport.Write(Console.Out, result);
        return 0;
    }
    catch (ClipFault e)
    {
        await Console.Error.WriteLineAsync($"eval-video: {e.Message}");
        return e.Code;
    }
}

static void Progress(ClipCase clip, double second)
{
    if (!Console.IsErrorRedirected && second % 10 < 0.2)
        Console.Error.Write($"\r{clip.Clip.Name} {second:0} s ");
}
