using System.Text.RegularExpressions;
using Mingchu.Contracts.Messages;

namespace Mingchu.Collector.Evidence;

/// <summary>Which files may be evidence, told by their content and not by what they claim.</summary>
public static partial class MediaTypes
{
    public const string Jpeg = "image/jpeg";

    public const string Png = "image/png";

    public const string Mp4 = "video/mp4";

    /// <summary>Bytes that <see cref="Sniff"/> needs.</summary>
    public const int SniffBytes = 12;

    /// <summary>The one media type of a kind.</summary>
    public static string Of(EvidenceKind kind) => kind is EvidenceKind.Clip ? Mp4 : Jpeg;

    /// <summary>File name ending of a media type.</summary>
    public static string Extension(string mediaType) => mediaType switch { Mp4 => ".mp4", Png => ".png", _ => ".jpg" };

    /// <summary>Type of a file by its first bytes (JPEG: FF D8 FF; PNG: its signature; MP4: <c>ftyp</c> box first); null for anything else.</summary>
    public static string? Sniff(ReadOnlySpan<byte> start)
    {
        if (start.StartsWith((ReadOnlySpan<byte>)[0xFF, 0xD8, 0xFF]))
            return Jpeg;
        if (start.StartsWith((ReadOnlySpan<byte>)[0x89, (byte)'P', (byte)'N', (byte)'G', 0x0D, 0x0A, 0x1A, 0x0A]))
            return Png;
        return start.Length >= SniffBytes && start[4..8].SequenceEqual("ftyp"u8) ? Mp4 : null;
    }

    /// <summary>64 lower-case hex digits.</summary>
    public static bool IsSha256(string? text) => text is not null && Sha256Pattern().IsMatch(text);

    /// <summary>The kind of a word in an address; null when there is none such.</summary>
    public static EvidenceKind? Kind(string word) => word switch
    {
        "clean" => EvidenceKind.Clean,
        "boxed" => EvidenceKind.Boxed,
        "clip" => EvidenceKind.Clip,
        _ => null,
    };

    /// <summary>The word of a kind.</summary>
    public static string Word(this EvidenceKind kind) => kind switch
    {
        EvidenceKind.Clean => "clean",
        EvidenceKind.Boxed => "boxed",
        _ => "clip",
    };

    [GeneratedRegex(@"^[0-9a-f]{64}\z", RegexOptions.CultureInvariant)]
    private static partial Regex Sha256Pattern();
}
