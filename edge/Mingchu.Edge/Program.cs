using System.CommandLine;
using Mingchu.Edge.Checks;
using Mingchu.Edge.Commands;

var config = new Option<FileInfo>("--config") { Description = "The YAML file of this box.", Required = true };
var run = new Command("run", "Watches the cameras until it is stopped.") { config };
run.SetAction((parsed, ct) => RunCommand.RunAsync(parsed.GetValue(config)!.FullName, ct));
var offline = new Option<bool>("--offline") { Description = "Looks at this machine only, asks neither cameras nor the collector." };
var json = new Option<bool>("--json") { Description = "Tells it for programs." };
var stills = new Option<DirectoryInfo?>("--pictures") { Description = "Folder for a picture of each camera." };
var language = new Option<string?>("--language") { Description = "zh or en; by default that of this machine." };
var check = new Command("check", "Checks configuration, models, tools, cameras and collector, and says all that is wrong.") { config, offline, json, stills, language };
check.SetAction((parsed, ct) => CheckCommand.RunAsync(
    parsed.GetValue(config)!.FullName,
    new(parsed.GetValue(offline), parsed.GetValue(json), parsed.GetValue(stills)?.FullName, CheckOptions.LanguageOf(parsed.GetValue(language))), Console.Out, ct));
var uniform = new Option<string>("--uniform") { Description = "Name of the uniform: lower-case letters, digits and hyphens. One that exists is replaced.", Required = true };
var pictures = new Option<DirectoryInfo>("--pictures") { Description = "Folder of pictures of people in that uniform, from before, behind and aside.", Required = true };
var enrol = new Command("enrol", "Learns the kitchen's own uniform from pictures of people who wear it; counts from the worker's next start.") { config, uniform, pictures };
enrol.SetAction(parsed => EnrolCommand.Run(parsed.GetValue(config)!.FullName, parsed.GetValue(uniform)!, parsed.GetValue(pictures)!.FullName, Console.Out));
var camera = new Option<string>("--camera") { Description = "Id of the camera.", Required = true };
var picture = new Option<FileInfo?>("--picture") { Description = "A JPEG or PNG file; by default ten seconds of the camera." };
var show = new Option<bool>("--show") { Description = "Only tells of the reference there is." };
var anyway = new Option<bool>("--anyway") { Description = "Takes it in spite of what is wrong with it." };
var reference = new Command("reference", "Approves how a camera's view looks when it stands right, the kitchen is clean and nobody is there.") { config, camera, picture, show, anyway };
reference.SetAction((parsed, ct) => ReferenceCommand.RunAsync(
    parsed.GetValue(config)!.FullName, parsed.GetValue(camera)!, parsed.GetValue(picture)?.FullName, parsed.GetValue(show), parsed.GetValue(anyway), ct));
var card = new Option<string?>("--interface") { Description = "Name or address of the network interface; by default all." };
var user = new Option<string?>("--user") { Description = "User of the cameras, to ask them for their streams." };
var passwordFile = new Option<FileInfo?>("--password-file") { Description = "File with that user's password." };
var discover = new Command("discover", "Looks for ONVIF cameras in the network, and writes the cameras of a configuration.") { card, user, passwordFile };
discover.SetAction((parsed, ct) => DiscoverCommand.RunAsync(parsed.GetValue(card), parsed.GetValue(user), parsed.GetValue(passwordFile)?.FullName, ct));
// The host hears SIGTERM itself and needs longer than the two seconds given here to say goodbye.
return await new RootCommand("Mingchu edge worker: kitchen cameras to food-safety alerts.") { run, check, discover, reference, enrol }
    .Parse(args).InvokeAsync(new() { ProcessTerminationTimeout = null });
