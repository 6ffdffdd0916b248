using Mingchu.Collector.Core.Quality;
using Mingchu.Contracts.Messages;

namespace Mingchu.Collector.Core.Labels;

/// <summary>What the verdict says of one box.</summary>
public enum BoxTruth
{
    /// <summary>It is as the alert said.</summary>
    So,

    /// <summary>It is not as the alert said.</summary>
    NotSo,

    /// <summary>The verdict does not tell.</summary>
    Open,
}

/// <summary>How far a class is labelled in a picture.</summary>
public enum Extent
{
    /// <summary>The whole picture was judged for it: where there is no box, there is none of it.</summary>
    Picture,

    /// <summary>The boxes that are there are right; there may be others without a box.</summary>
    Boxes,
}

/// <summary>A box in 0..1 by its centre, as label files have it.</summary>
public sealed record LabelBox(string Class, double X, double Y, double Width, double Height);

/// <summary>A box of the alert, told for a person who wants to label more.</summary>
public sealed record JudgedBox(AlertBox Box, BoxTruth Truth);

/// <summary>What one verdict says of the alert's clean picture, and no more than that.</summary>
/// <param name="Boxes">Lines of the label file, each once.</param>
/// <param name="Attributes">Per line of the label file what is known, by column of <see cref="AttributeWords.Columns"/>; empty when nothing is.</param>
/// <param name="Labelled">The classes that the picture labels. A class that is not here is unlabelled, not absent.</param>
/// <param name="Judged">Every box of the alert.</param>
public sealed record PictureLabels(
    IReadOnlyList<LabelBox> Boxes,
    IReadOnlyList<IReadOnlyDictionary<string, string>> Attributes,
    IReadOnlyDictionary<string, Extent> Labelled,
    IReadOnlyList<JudgedBox> Judged)
{
    /// <summary>
    /// The labels of a picture.
    /// <list type="bullet">
    /// <item>A false alarm holds for all of the case: none of its boxes is as it was said. Of a thing that is itself the hazard the picture
    /// then shows none. Of an attribute it does not tell the other value: the head may wear a cap, or be no head.</item>
    /// <item>Confirmed says that the case was so, hence of many boxes at least one: the surest box of the picture that was shown first is taken
    /// for true, with its findings; the others stay open.</item>
    /// </list>
    /// </summary>
    /// <param name="alert">The alert with its verdict.</param>
    /// <param name="boxes">Its boxes in this picture; null when they are not known.</param>
    public static PictureLabels Of(JudgedAlert alert, IReadOnlyList<AlertBox>? boxes)
    {
        boxes ??= [];
        var usable = boxes.Where(b => BoxLabel.Parse(b.Label) is not null && Clipped(b) is not null).ToArray();
        var sure = alert is { Judgement: Judgement.Confirmed, ShownFirst: true } ? usable.MaxBy(b => b.Score) : null;
        var labelled = new SortedDictionary<string, Extent>(StringComparer.Ordinal);
        if (alert.Judgement == Judgement.FalseAlarm)
            foreach (var thing in HazardThings.Of(alert.Hazard))
                labelled[thing] = Extent.Picture;
        if (sure is null)
            return new([], [], labelled, [.. boxes.Select(b => new JudgedBox(b, alert.Judgement == Judgement.FalseAlarm ? BoxTruth.NotSo : BoxTruth.Open))]);

        var label = BoxLabel.Parse(sure.Label)!;
        var type = ClassOf(label, alert.Hazard);
        labelled[type] = Extent.Boxes;
        return new([Clipped(sure)! with { Class = type }], [Known(label)], labelled,
            [.. boxes.Select(b => new JudgedBox(b, ReferenceEquals(b, sure) ? BoxTruth.So : BoxTruth.Open))]);
    }

    /// <summary>What a box found by geometry is, only the confirmed hazard tells: its thing where it is one, else a class of its own code.</summary>
    private static string ClassOf(BoxLabel label, string hazard) =>
        label.Class != "new" ? label.Class : HazardThings.Of(hazard) is [var thing] ? thing : hazard;

    private static Dictionary<string, string> Known(BoxLabel label) => label.Findings.Select(f => AttributeWords.Find(f.Attribute, f.Value))
        .OfType<(string Column, string Word)>().GroupBy(w => w.Column).ToDictionary(g => g.Key, g => g.First().Word, StringComparer.Ordinal);

    /// <summary>The part within the picture; null when nothing of it is.</summary>
    private static LabelBox? Clipped(AlertBox box)
    {
        var (left, top) = (Math.Clamp(box.X, 0, 1), Math.Clamp(box.Y, 0, 1));
        var (right, bottom) = (Math.Clamp(box.X + box.Width, 0, 1), Math.Clamp(box.Y + box.Height, 0, 1));
        return right > left && bottom > top ? new("", (left + right) / 2, (top + bottom) / 2, right - left, bottom - top) : null;
    }
}
