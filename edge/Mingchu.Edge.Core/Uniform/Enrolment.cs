namespace Mingchu.Edge.Core.Uniform;

/// <summary>Decides whether pictures of people show one uniform, and which of them do.</summary>
public static class Enrolment
{
    /// <summary>Pictures needed: fewer do not show a uniform from before, behind and aside.</summary>
    public const int MinPictures = 5;

    /// <summary>Looks worth taking; more tell nothing new and cost time for every head of every frame.</summary>
    public const int MaxLooks = 100;

    /// <summary>Share of the looks that must be alike.</summary>
    public const double MinShare = 2.0 / 3;

    /// <summary>
    /// The largest group of looks that are linked: each as like one of another picture as <paramref name="own"/> asks, so that front and back may differ
    /// where pictures from aside lie between. What stands apart is left out; refused when too little remains.
    /// </summary>
    public static EnrolmentResult Enrol(IReadOnlyList<Look> looks, float own)
    {
        if (Pictures(looks) < MinPictures)
            return new TooFew(Pictures(looks));
        var kept = Groups(looks, own).MaxBy(Pictures)!;
        var unlike = looks.Except(kept).Select(look => (look, kept.Max(k => Embedding.Likeness(look.Embedding, k.Embedding)))).ToArray();
        return Pictures(kept) < MinPictures || kept.Count < looks.Count * MinShare ? new TooUnlike(unlike) : new Enrolled(kept, unlike);
    }

    private static IEnumerable<IReadOnlyList<Look>> Groups(IReadOnlyList<Look> looks, float own)
    {
        var left = looks.ToList();
        while (left.Count > 0)
        {
            List<Look> group = [left[0]];
            left.RemoveAt(0);
            for (var i = 0; i < group.Count; i++)
            {
                var linked = left.Where(l => l.Picture != group[i].Picture && Embedding.Likeness(l.Embedding, group[i].Embedding) >= own).ToArray();
                left.RemoveAll(linked.Contains);
                group.AddRange(linked);
            }
            yield return group;
        }
    }

    private static int Pictures(IReadOnlyList<Look> looks) => looks.Select(l => l.Picture).Distinct(StringComparer.Ordinal).Count();
}

/// <summary>What came of an enrolment.</summary>
public abstract record EnrolmentResult;

/// <summary>The pictures show one uniform.</summary>
/// <param name="Kept">What it looks like.</param>
/// <param name="Unlike">What was left out, with its likeness to the most alike that stayed.</param>
public sealed record Enrolled(IReadOnlyList<Look> Kept, IReadOnlyList<(Look Look, float Likeness)> Unlike) : EnrolmentResult;

/// <summary>Fewer than <see cref="Enrolment.MinPictures"/> pictures show somebody.</summary>
public sealed record TooFew(int Pictures) : EnrolmentResult;

/// <summary>The pictures show no one uniform.</summary>
/// <param name="Unlike">The looks outside the largest group, with their likeness to the most alike in it.</param>
public sealed record TooUnlike(IReadOnlyList<(Look Look, float Likeness)> Unlike) : EnrolmentResult;
