using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Mingchu.Collector.Cases;
using Mingchu.Collector.Core;
using Mingchu.Collector.Core.Labels;
using Mingchu.Collector.Core.Quality;

namespace Mingchu.Collector.Labels;

/// <summary>One picture of a labelled set: the alert, its file, what its verdict says.</summary>
/// <param name="Alert">The alert with its verdict.</param>
/// <param name="Picture">Hash of the clean evidence.</param>
/// <param name="Labels">What it teaches.</param>
public sealed record ExportEntry(JudgedAlert Alert, string Picture, PictureLabels Labels)
{
    /// <summary>Name of picture and labels; the same for the same alert always, and from no other.</summary>
    public string Stem { get; } = string.Create(CultureInfo.InvariantCulture,
        $"{Alert.Device}_{Alert.Camera}_{Alert.RaisedAt.UtcDateTime:yyyyMMdd'T'HHmmss}_{Hash(LeadRow.IdOf(Alert.Device, Alert.AlertId))}");

    /// <summary>Columns of <c>verdicts.csv</c>.</summary>
    public static string VerdictColumns => "stem,alert,case,hazard,device,camera,zone,confidence,verdict,shown,reason,models,time";

    /// <summary>Its line of <c>verdicts.csv</c>.</summary>
    public string VerdictLine() => Csv.Line(Stem, Alert.AlertId, Alert.CaseNumber, Alert.Hazard, Alert.Device, Alert.Camera, Alert.Zone,
        Number(Alert.Confidence), Alert.Judgement.Word(), Alert.ShownFirst ? "yes" : "no", Alert.Reason,
        string.Join("; ", Alert.Models.Select(m => $"{m.Name} {m.Version} {m.Sha256}")),
        Alert.RaisedAt.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss.fff'Z'", CultureInfo.InvariantCulture));

    /// <summary>Its line of <c>groups.csv</c>: pictures of one camera and day (UTC) belong together, and a split must not tear them apart.</summary>
    public string GroupLine() => Csv.Line(Stem, string.Create(CultureInfo.InvariantCulture, $"{Alert.Device}/{Alert.Camera}/{Alert.RaisedAt.UtcDateTime:yyyy-MM-dd}"));

    /// <summary>Its lines of <c>labelled.csv</c>.</summary>
    public IEnumerable<string> LabelledLines() => Labels.Labelled.Select(l => Csv.Line(Stem, l.Key, l.Value == Extent.Picture ? "picture" : "boxes"));

    /// <summary>Its lines of <c>attributes.csv</c>; an empty word teaches nothing.</summary>
    public IEnumerable<string> AttributeLines() => Labels.Attributes.Select((known, box) => (known, box)).Where(a => a.known.Count > 0)
        .Select(a => Csv.Line([Stem, Number(a.box), .. AttributeWords.Columns.Select(c => a.known.GetValueOrDefault(c, ""))]));

    /// <summary>Its lines of <c>boxes.csv</c>: left, top, width and height in 0..1, as the box sent them.</summary>
    public IEnumerable<string> BoxLines() => Labels.Judged.Select(j => Csv.Line(Stem, j.Box.Label, Number(j.Box.X), Number(j.Box.Y), Number(j.Box.Width), Number(j.Box.Height),
        Number(j.Box.Score), j.Truth switch { BoxTruth.So => "so", BoxTruth.NotSo => "not-so", _ => "open" }));

    /// <summary>Its label file.</summary>
    public string LabelText(IReadOnlyList<string> classes) => string.Concat(Labels.Boxes.Select(b => string.Create(CultureInfo.InvariantCulture,
        $"{classes.ToList().IndexOf(b.Class)} {b.X:0.######} {b.Y:0.######} {b.Width:0.######} {b.Height:0.######}\n")));

    private static string Number(double value) => value.ToString("0.######", CultureInfo.InvariantCulture);

    private static string Hash(string text) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text)).AsSpan(0, 6));
}
