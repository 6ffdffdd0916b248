using System.CommandLine;
using System.Text.Json;
using Mingchu.Edge.Inference.Manifests;
using Mingchu.Eval;

var model = new Option<string>("--model") { Description = "Folder of the model: models/NAME", Required = true };
var data = new Option<string>("--data") { Description = "Folder of images/, labels/ (YOLO txt) and classes.txt, maybe attributes.csv", Required = true };
var detector = new Option<string?>("--detector") { Description = "Folder of the detector, when --model is a classifier; by default the one beside it" };
var map = new Option<string?>("--map") { Description = "theirs=ours,...: the folder's class names in the model's words; several may map to one" };
var limit = new Option<int?>("--limit") { Description = "Only the first N pictures" };
var precision = new Option<Precision>("--precision") { Description = "float, or int8 of the manifest's variants" };
var json = new Option<bool>("--json") { Description = "Print JSON" };
limit.Validators.Add(r =>
{
    if (r.GetValueOrDefault<int?>() is < 1)
        r.AddError("--limit: expected at least 1");
});
var command = new RootCommand(
    "Evaluates a model on labelled pictures with the product's own inference: AP at overlap 0.5 (all points, COCO matching, 100 detections a picture), "
    + "precision and recall at the manifest's threshold; and per attribute the share determined (in all, and of boxes at least 24 picture pixels wide), "
    + "accuracy and F1 among the determined, on the labelled boxes and on the detector's own matched at overlap 0.5. "
    + "Where the folder has a labelled.csv (stem,class,extent), a class is scored only on pictures of extent \"picture\". "
    + "Classes of the folder that the model does not have are passed over; classes of the model that the folder does not label are not scored.")
{ model, data, detector, map, limit, precision, json };
command.SetAction(parsed => Run(
    parsed.GetRequiredValue(model), parsed.GetRequiredValue(data), parsed.GetValue(detector), parsed.GetValue(map), parsed.GetValue(limit),
    parsed.GetValue(precision), parsed.GetValue(json)));

var arguments = command.Parse(args);
var code = arguments.Invoke();
return arguments.Errors.Count > 0 ? 2 : code;

static int Run(string model, string data, string? detector, string? map, int? limit, Precision precision, bool json)
{
    try
    {
        var folder = LabelFolder.Open(data, limit);
        var truth = folder.AttributesFile is { } file ? AttributeTruth.Read(file) : null;
        using var models = Models.Load(model, detector, truth is not null, precision);
        var classes = models.Detectors.SelectMany(d => d.Manifest.Classes).Select(c => c.Name).ToArray();
        var mapped = ClassMap.Parse(map, folder.Classes, classes);
        if (mapped.Scored.Count == 0 && (truth is null || models.Classifiers.Count == 0))
            throw new EvalFault($"the folder labels {string.Join(", ", folder.Classes)}, the model finds {string.Join(", ", classes)}: "
                + "nothing in common; say which is which with --map theirs=ours,...");
        var result = Evaluation.Run(models, folder, mapped, truth, i => Progress(i, folder.Pictures.Count));
        if (json)
            Console.WriteLine(JsonSerializer.Serialize(result, EvalJson.Default.EvalResult));
        else
            TextReport.Write(Console.Out, result);
        return 0;
    }
    catch (Exception e) when (e is EvalFault or IOException or UnauthorizedAccessException)
    {
        Console.Error.WriteLine($"eval: {e.Message}");
        return 2;
    }
}

static void Progress(int done, int all)
{
    if (!Console.IsErrorRedirected && done % 20 == 0)
        Console.Error.Write($"\r{done}/{all} ");
}
