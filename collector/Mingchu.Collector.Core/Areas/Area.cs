using System.Diagnostics.CodeAnalysis;

namespace Mingchu.Collector.Core.Areas;

/// <summary>
/// A node of the six-level tree of areas, named by its path: <c>putian/xianyou/licheng/donghe/3/2</c> is a unit, <c>putian/xianyou</c> the county
/// it lies in. One to six parts of 1..64 letters (Latin ones in lower case), digits and inner hyphens.
/// </summary>
public sealed record Area
{
    /// <summary>Most characters of a part.</summary>
    public const int MaxPart = 64;

    /// <summary>Most characters of a path.</summary>
    public const int MaxPath = ((MaxPart + 1) * 6) - 1;

    private Area(string path, AreaLevel level)
    {
        Path = path;
        Level = level;
    }

    /// <summary>All parts, joined by <c>/</c>.</summary>
    public string Path { get; }

    /// <summary>How deep it lies.</summary>
    public AreaLevel Level { get; }

    /// <summary>The last part.</summary>
    public string Part => Path[(Path.LastIndexOf('/') + 1)..];

    /// <summary>The area it belongs to; null for a city.</summary>
    public Area? Parent => Level == AreaLevel.City ? null : new(Path[..Path.LastIndexOf('/')], Level - 1);

    /// <summary>Itself and everything it lies in, the city first.</summary>
    public IReadOnlyList<Area> Line => Parent is { } parent ? [.. parent.Line, this] : [this];

    /// <summary>The area of a path.</summary>
    /// <exception cref="FormatException">The path is none; the sentence says what one looks like.</exception>
    public static Area Of(string path) => TryParse(path, out var area)
        ? area
        : throw new FormatException($"'{path}' can't be an area: one to six parts of letters, digits and inner hyphens, joined by '/', e.g. putian/xianyou");

    /// <summary>Whether a text is a path, and of which area.</summary>
    public static bool TryParse(string? path, [NotNullWhen(true)] out Area? area)
    {
        var parts = path?.Split('/') ?? [];
        area = path is not null && parts.Length <= (int)AreaLevel.Unit && parts.All(IsPart) ? new(path, (AreaLevel)parts.Length) : null;
        return area is not null;
    }

    /// <summary>Whether it is the other area or lies in it.</summary>
    public bool IsWithin(Area other) => IsWithin(Path, other.Path);

    /// <summary>The same for paths.</summary>
    public static bool IsWithin(string path, string other) =>
        path.StartsWith(other, StringComparison.Ordinal) && (path.Length == other.Length || path[other.Length] == '/');

    /// <summary>The area one level below; null when there is no such level or the part is none.</summary>
    public Area? Child(string part) => Level < AreaLevel.Unit && IsPart(part) ? new($"{Path}/{part}", Level + 1) : null;

    /// <summary>Its area at this level or, when it lies above, null.</summary>
    public Area? At(AreaLevel level) => level > Level ? null : level == Level ? this : Parent?.At(level);

    /// <inheritdoc/>
    public override string ToString() => Path;

    private static bool IsPart(string part) =>
        part.Length is >= 1 and <= MaxPart && part[0] != '-' && part[^1] != '-' && part.All(c => c == '-' || char.IsDigit(c) || (char.IsLetter(c) && !char.IsUpper(c)));
}
