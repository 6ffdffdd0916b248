using System.IO.Compression;
using System.Security.Cryptography;
using System.Text.RegularExpressions;
using Mingchu.Collector.Config;
using Mingchu.Contracts;

namespace Mingchu.Collector.Models;

/// <summary>Models for boxes: <c>FOLDER/NAME/VERSION.zip</c>, put there by an administrator, never changed.</summary>
public sealed partial class ModelShelf(ModelsConfig config)
{
    private static readonly DateTimeOffset Epoch = new(1980, 1, 1, 0, 0, 0, TimeSpan.Zero);

    /// <summary>Packs a model's folder; the line for a box's configuration, or why not.</summary>
    public (string? Line, string? Error) Add(string model)
    {
        var manifest = Path.Combine(model, "model.yaml");
        if (!File.Exists(manifest))
            return (null, $"{manifest}: expected a model's folder with model.yaml, it is missing");
        var text = File.ReadAllText(manifest);
        var (name, version) = (NameLine().Match(text).Groups[1].Value, VersionLine().Match(text).Groups[1].Value);
        if (!Topics.IsId(name) || !IsVersion(version))
            return (null, $"{manifest}: expected name (lower-case letters, digits, hyphens) and version (letters, digits, dots, hyphens)");
        if (!File.Exists(Path.Combine(model, "reference", "output.json")) || !File.Exists(Path.Combine(model, "reference", "input.png")))
            return (null, $"{model}: expected reference/input.png and reference/output.json, by which every box tries it; models/training/build makes them");
        var file = PathOf(name, version);
        if (File.Exists(file))
            return (null, $"{name} {version} is there already and boxes may have it; give the changed model another version");
        Directory.CreateDirectory(Path.GetDirectoryName(file)!);
        using (var zip = ZipFile.Open(file + ".new", ZipArchiveMode.Create))
            foreach (var each in Files(model).Order(StringComparer.Ordinal))
            {
                var entry = zip.CreateEntry(Path.GetRelativePath(model, each).Replace(Path.DirectorySeparatorChar, '/'));
                // The same folder makes the same package.
                entry.LastWriteTime = Epoch;
                using var to = entry.Open();
                using var from = File.OpenRead(each);
                from.CopyTo(to);
            }
        File.Move(file + ".new", file);
        using var content = File.OpenRead(file);
        return ($"- {{name: {name}, version: {version}, sha256: {Convert.ToHexStringLower(SHA256.HashData(content))}}}", null);
    }

    /// <summary>The package, or null when there is none.</summary>
    public string? Find(string name, string version) =>
        Topics.IsId(name) && IsVersion(version) && PathOf(name, version) is var file && File.Exists(file) ? file : null;

    private string PathOf(string name, string version) => Path.GetFullPath(Path.Combine(config.Folder, name, version + ".zip"));

    // What boxes need: manifest, networks, reference. Cards and recipes are for people.
    private static IEnumerable<string> Files(string model) => Directory.EnumerateFiles(model, "*.onnx")
        .Append(Path.Combine(model, "model.yaml")).Concat(Directory.EnumerateFiles(Path.Combine(model, "reference")));

    private static bool IsVersion(string text) => VersionPattern().IsMatch(text) && !text.Contains("..", StringComparison.Ordinal);

    [GeneratedRegex(@"^name:\s*[""']?([^\s""'#]+)", RegexOptions.Multiline | RegexOptions.CultureInvariant)]
    private static partial Regex NameLine();

    [GeneratedRegex(@"^version:\s*[""']?([^\s""'#]+)", RegexOptions.Multiline | RegexOptions.CultureInvariant)]
    private static partial Regex VersionLine();

    [GeneratedRegex(@"^[A-Za-z0-9][A-Za-z0-9.-]{0,31}\z", RegexOptions.CultureInvariant)]
    private static partial Regex VersionPattern();
}
