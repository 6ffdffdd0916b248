using System.Runtime.CompilerServices;
using System.Text.Json;

namespace Mingchu.Samples.Tests;

/// <summary>A sample clip with the files that say what is true in it.</summary>
internal sealed record Clip(string Name, ClipTruth Truth, ClipBoxes Boxes)
{
    public static string Folder { get; } = Path.GetFullPath(Path.Combine(Path.GetDirectoryName(Here())!, "..", "..", "samples", "footage"));

    public static IEnumerable<string> Names() => Directory.GetFiles(Folder, "*.mp4").Select(f => Path.GetFileNameWithoutExtension(f)).Order(StringComparer.Ordinal);

    public string Video => Path.Combine(Folder, Name + ".mp4");

    public static Clip Open(string name) => new(name, Read<ClipTruth>($"{name}.truth.json"), Read<ClipBoxes>($"{name}.boxes.json"));

    private static T Read<T>(string file) =>
        JsonSerializer.Deserialize<T>(File.ReadAllText(Path.Combine(Folder, file)), JsonSerializerOptions.Web)
            ?? throw new InvalidDataException($"{file} is empty");

    private static string Here([CallerFilePath] string path = "") => path;
}

internal sealed record ClipTruth(string Clip, int Width, int Height, double Fps, int Frames, double Seconds, IReadOnlyList<HazardSpan> Hazards);

/// <summary>A hazard in view between two times in seconds; Seen is the share of samples in which a careful eye could tell.</summary>
internal sealed record HazardSpan(string Code, double From, double To, double Seen);

internal sealed record ClipBoxes(IReadOnlyList<BoxedFrame> Frames);

internal sealed record BoxedFrame(double T, IReadOnlyList<HeadBox> Heads, IReadOnlyList<ThingBox> Things);

internal sealed record HeadBox(IReadOnlyList<double> Box, string Head, string Mask, string Clothes, string Hands);

internal sealed record ThingBox(string What, IReadOnlyList<double> Box);
