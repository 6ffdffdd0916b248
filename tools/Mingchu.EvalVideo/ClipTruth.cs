using System.Text.Json;
using Mingchu.Contracts.Hazards;
using Mingchu.EvalVideo.Scoring;

namespace Mingchu.EvalVideo;

/// <summary>What really happens in a clip.</summary>
/// <param name="Events">Hazards in view, in seconds of the clip.</param>
/// <param name="NotJudged">Hazards nobody could judge in this clip: alerts of them count neither for nor against.</param>
internal sealed record ClipTruth(IReadOnlyList<TruthEvent> Events, IReadOnlySet<string> NotJudged)
{
    /// <summary>Nothing happens.</summary>
    public static ClipTruth Nothing { get; } = new([], new HashSet<string>());

    /// <summary>Reads a truth file: <c>{"seconds": 25.2, "hazards": [{"code": "no-cap", "from": 3.1, "to": 20}], "notJudged": ["no-gloves"]}</c>; more in it is passed over.</summary>
    /// <exception cref="ClipFault">Everything that is wrong in it.</exception>
    public static ClipTruth Read(string file, double seconds)
    {
        TruthFile read;
        try
        {
            read = JsonSerializer.Deserialize(File.ReadAllText(file), ClipJson.Default.TruthFile) ?? throw new JsonException("is empty");
        }
        catch (Exception e) when (e is JsonException or IOException or UnauthorizedAccessException)
        {
            throw new ClipFault($"{file}: expected a truth file (samples/footage/README.md): {e.Message}", ClipFault.Usage);
        }
        var (errors, notJudged) = (new List<string>(), read.NotJudged ?? []);
        if (Math.Abs(read.Seconds - seconds) > 1)
            errors.Add($"seconds: the clip lasts {seconds:0.0} s, the truth says {read.Seconds:0.0}; is it another clip's?");
        for (var i = 0; i < read.Hazards.Count; i++)
        {
            var (code, from, to) = read.Hazards[i];
            if (HazardList.Current.Find(code) is null)
                errors.Add($"hazards[{i}].code: \"{code}\" is not in the hazard list");
            if (!(from >= 0 && to > from && to <= read.Seconds + 0.5))
                errors.Add($"hazards[{i}]: expected 0 <= from < to <= seconds, found {from} to {to}");
        }
        errors.AddRange(notJudged.Where(c => HazardList.Current.Find(c) is null).Select(c => $"notJudged: \"{c}\" is not in the hazard list"));
        return errors.Count == 0
            ? new(read.Hazards, notJudged.ToHashSet(StringComparer.Ordinal))
            : throw new ClipFault(string.Join(Environment.NewLine, errors.Select(e => $"{file}: {e}")), ClipFault.Usage);
    }
}

/// <summary>The file's form.</summary>
/// <param name="NotJudged">See <see cref="ClipTruth.NotJudged"/>.</param>
internal sealed record TruthFile(double Seconds, IReadOnlyList<TruthEvent> Hazards, IReadOnlyList<string>? NotJudged = null);
