using Mingchu.Edge.Core.Geometry;

namespace Mingchu.Edge.Core.Tracking;

/// <summary>One thing followed over frames of one camera.</summary>
/// <param name="Id">Unique within the tracker's life, rising.</param>
/// <param name="Class">Class of its detections.</param>
/// <param name="Box">Where it was last seen.</param>
/// <param name="Score">Of its last detection, 0..1.</param>
/// <param name="FirstSeenAt">First frame.</param>
/// <param name="SeenAt">Last frame it was seen in.</param>
/// <param name="Visible">Seen in this very frame; otherwise it is lost and waited for.</param>
/// <param name="Attributes">What the votes of its readings say; empty when no classifier read it.</param>
public sealed record Track(
    long Id,
    string Class,
    Box Box,
    float Score,
    DateTimeOffset FirstSeenAt,
    DateTimeOffset SeenAt,
    bool Visible,
    IReadOnlyList<AttributeOpinion> Attributes)
{
    /// <summary>Its last detection was below its class's threshold: enough to follow a thing, not to say that it is there.</summary>
    public bool Tentative { get; init; }

    /// <summary>The opinion about an attribute, or null when nobody voted.</summary>
    public AttributeOpinion? Opinion(string attribute)
    {
        foreach (var opinion in Attributes)
            if (opinion.Attribute == attribute)
                return opinion;
        return null;
    }
}
