using System.CommandLine;
using Mingchu.Edge.Commands;

var config = new Option<FileInfo>("--config") { Description = "The YAML file of this box.", Required = true };
var run = new Command("run", "Watches the cameras until it is stopped.") { config };
run.SetAction((parsed, ct) => RunCommand.RunAsync(parsed.GetValue(config)!.FullName, ct));
var check = new Command("check", "Checks configuration, models and tools, and says all that is wrong.") { config };
check.SetAction(parsed => CheckCommand.Run(parsed.GetValue(config)!.FullName));
// The host hears SIGTERM itself and needs longer than the two seconds given here to say goodbye.
return await new RootCommand("Mingchu edge worker: kitchen cameras to food-safety alerts.") { run, check }
    .Parse(args).InvokeAsync(new() { ProcessTerminationTimeout = null });
