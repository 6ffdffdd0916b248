using System.Globalization;

namespace Mingchu.Collector.Core.Patrols;

/// <summary>A point of a list as it was filled in.</summary>
/// <param name="Point">Id of the point.</param>
/// <param name="Answer">What was found.</param>
/// <param name="Note">Remark, at most <see cref="Filling.MaxNote"/> characters; empty for none.</param>
public sealed record PointAnswer(string Point, Answer Answer, string Note = "");

/// <summary>What must hold of a list that is filled in.</summary>
public static class Filling
{
    /// <summary>Longest note, characters.</summary>
    public const int MaxNote = 2000;

    /// <summary>Everything that is wrong with the answers; nothing when every point is answered once.</summary>
    public static IReadOnlyList<Phrase> Faults(CheckList list, IReadOnlyList<PointAnswer> answers)
    {
        List<Phrase> faults = [];
        foreach (var point in list.Points)
            if (answers.Count(a => a.Point == point.Id) is var times and not 1)
                faults.Add(Phrase.Of(times == 0 ? "check.unanswered" : "check.twice", point.Id));
        foreach (var answer in answers)
        {
            if (list.Find(answer.Point) is null)
                faults.Add(Phrase.Of("check.unknown", answer.Point));
            if (answer.Note.Length > MaxNote)
                faults.Add(Phrase.Of("check.long", answer.Point, $"{MaxNote}"));
        }

        return faults;
    }

    /// <summary>What a failed point says in its lead: the list, the point and the remark, cut to what a lead may hold.</summary>
    public static string Text(CheckList list, CheckPoint point, string note, CultureInfo culture, int most)
    {
        var text = $"{list.Title.In(culture)} {point.Id}. {point.Text.In(culture)}";
        if (note.Trim() is { Length: > 0 } remark)
            text += $"\n{remark}";
        return text.Length > most ? text[..most] : text;
    }
}
