using Mingchu.Collector.Core.Cases;
using Mingchu.Contracts;

namespace Mingchu.Collector.Push;

/// <summary>Whom a receiver is for, as configured.</summary>
/// <param name="Audiences">Audiences it serves; empty: all.</param>
/// <param name="Platforms">Ids of the platforms it belongs to, whose own matters alone it hears of; empty: of no platform in particular.</param>
public sealed record Circle(IReadOnlyList<string> Audiences, IReadOnlyList<string> Platforms)
{
    /// <summary>Word of the audience whose receivers are told apart by platform.</summary>
    public static readonly string Platform = Role.Platform.Word();

    /// <summary>Whether it hears what this audience is told of a matter of these platforms.</summary>
    public bool Has(string audience, IReadOnlyList<string> platforms) =>
        (Audiences.Count == 0 || Audiences.Contains(audience, StringComparer.Ordinal))
        && (Platforms.Count == 0 || (audience == Platform && Platforms.Intersect(platforms, StringComparer.Ordinal).Any()));

    /// <summary>Adds every error with the receiver's path.</summary>
    internal void Check(string path, ICollection<string> errors)
    {
        if (Platforms.Count > 0 && !Audiences.SequenceEqual([Platform]))
            errors.Add($"{path}:Platforms: a receiver of platforms hears nothing else; set Audiences to [\"{Platform}\"]");
        foreach (var id in Platforms.Where(p => !Topics.IsId(p)))
            errors.Add($"{path}:Platforms: '{id}' is not the id of a platform");
    }
}
