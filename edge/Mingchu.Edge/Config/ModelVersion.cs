namespace Mingchu.Edge.Config;

/// <summary>A model that is to be run in place of the one of this name in the box's models folder; it comes from the collector.</summary>
/// <param name="Name">Its folder's name.</param>
/// <param name="Version">As in its manifest.</param>
/// <param name="Sha256">Lower-case hex of the package; nothing else decides whether it is the right one.</param>
public sealed record ModelVersion(string Name, string Version, string Sha256)
{
    internal static IReadOnlyList<ModelVersion> Read(IReadOnlyList<YamlScope> scopes)
    {
        var versions = new List<ModelVersion>();
        foreach (var scope in scopes)
        {
            var name = scope.Value("name", ConfigReader.Id, required: true);
            var version = scope.Value<string>("version", text => IsVersion(text) ? (text, null) : (null, $"'{text}' is not a version: 1..32 letters, digits, dots, hyphens"), required: true);
            var sha256 = scope.Value<string>("sha256", text => text.Length == 64 && text.All(char.IsAsciiHexDigitLower) ? (text, null) : (null, "is not 64 lower-case hex digits"), required: true);
            scope.Close();
            if (name is null || version is null || sha256 is null)
                continue;
            if (versions.Any(v => v.Name == name))
                scope.Wrong("name", $"'{name}' is there already");
            versions.Add(new(name, version, sha256));
        }
        return versions;
    }

    private static bool IsVersion(string text) =>
        text.Length is > 0 and <= 32 && char.IsAsciiLetterOrDigit(text[0]) && text.All(c => char.IsAsciiLetterOrDigit(c) || c is '.' or '-') && !text.Contains("..", StringComparison.Ordinal);
}
