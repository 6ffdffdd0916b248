using System.Globalization;

namespace Mingchu.Edge.Core.Sight;

/// <summary>Whether pictures may become a reference.</summary>
public static class ReferenceCheck
{
    /// <summary>Every reason against it, in words for the person who takes it; empty when there is none.</summary>
    /// <param name="picture">The picture.</param>
    /// <param name="looks">How many pictures it was made from.</param>
    /// <param name="people">On how many of these a person was seen.</param>
    public static IReadOnlyList<string> Refusals(Thumbnail picture, int looks, int people)
    {
        var statistics = ViewStatistics.Of(picture);
        var reasons = new List<string>();
        if (statistics.Dark > 0.6f)
            reasons.Add(Format($"too dark: {statistics.Dark:P0} of it is nearly black; switch the lights on"));
        if (statistics.Burnt > 0.3f)
            reasons.Add(Format($"too bright: {statistics.Burnt:P0} of it is white; set the camera's exposure"));
        if (statistics.Textured < 0.3f)
            reasons.Add(Format($"there is next to nothing to see in {1 - statistics.Textured:P0} of it; is the lens free, and does it look at the kitchen?"));
        else if (statistics.Sharpness < ViewJudge.LeastSharpness)
            reasons.Add("out of focus: clean the lens or set the focus");
        if (people * 3 >= looks)
            reasons.Add(Format($"people are in it ({people} of {looks} pictures): take it when nobody is in view"));
        return reasons;
    }

    /// <summary>The middle value of every pixel over some pictures of one size, so that who passes by leaves no trace.</summary>
    public static Thumbnail Middle(IReadOnlyList<Thumbnail> pictures)
    {
        var grey = new byte[pictures[0].Grey.Length];
        Span<byte> values = new byte[pictures.Count];
        for (var i = 0; i < grey.Length; i++)
        {
            for (var n = 0; n < values.Length; n++)
                values[n] = pictures[n].Grey[i];
            values.Sort();
            grey[i] = values[values.Length / 2];
        }
        return new(pictures[0].Width, pictures[0].Height, grey);
    }

    private static string Format(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
