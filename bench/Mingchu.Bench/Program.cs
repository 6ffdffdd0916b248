using System.CommandLine;
using BenchmarkDotNet.Configs;
using BenchmarkDotNet.Jobs;
using BenchmarkDotNet.Running;
using BenchmarkDotNet.Toolchains.InProcess.Emit;
using Mingchu.Bench.Collector;
using Mingchu.Bench.Edge;
using Mingchu.Bench.Micro;

var quick = new Option<bool>("--quick") { Description = "Fewer rounds and frames" };
var json = new Option<bool>("--json") { Description = "Print JSON" };
var file = new Option<string?>("--file") { Description = "H.264 file; by default 1080p made from a sample clip" };
var models = new Option<string?>("--models") { Description = "Folder of models; by default models/" };
var edge = new Command("edge", "The worker against its limits, against simpler programs, and with many cameras") { quick, json, file, models };
edge.SetAction((parsed, ct) => EdgeBench.RunAsync(parsed.GetValue(file), parsed.GetValue(models), parsed.GetValue(quick), parsed.GetValue(json), ct));

var frame = new Command("frame", "Milliseconds per frame with two people in view, on one thread, all stages behind the decoder") { models, quick };
frame.SetAction((parsed, _) => FrameBench.RunAsync(parsed.GetValue(models), parsed.GetValue(quick)));

var micro = new Command("micro", "Time and allocation of the hot steps, by BenchmarkDotNet") { quick };
micro.SetAction(parsed =>
{
    var job = (parsed.GetValue(quick) ? Job.ShortRun : Job.Default).WithToolchain(InProcessEmitToolchain.Instance);
    BenchmarkRunner.Run<HotSteps>(DefaultConfig.Instance.AddJob(job).WithArtifactsPath(Path.Combine(Path.GetTempPath(), "mingchu-bench")));
});

var folder = new Option<string>("--models") { Description = "Folder of models that have int8 variants, as models/training/build MODEL --step quantise writes it", Required = true };
var precision = new Command("precision", "Speed of the int8 files of models against their float files") { folder, quick };
precision.SetAction(parsed => PrecisionBench.Run(parsed.GetRequiredValue(folder), parsed.GetValue(quick)));

var postgres = new Option<bool>("--postgres") { Description = "On a PostgreSQL server of its own instead of SQLite" };
var part = new Option<string?>("--part") { Description = "Only ingest, push or queries" };
part.AcceptOnlyFromAmong("ingest", "push", "queries");
var collector = new Command("collector", "Ingest against the bare database and broker, publish to push, and queries of a city's year of cases") { quick, json, postgres, part };
collector.SetAction((parsed, ct) => CollectorBench.RunAsync(parsed.GetValue(quick), parsed.GetValue(json), parsed.GetValue(postgres), parsed.GetValue(part), ct));

return new RootCommand("Measures the product") { edge, collector, frame, micro, precision }.Parse(args).Invoke();
