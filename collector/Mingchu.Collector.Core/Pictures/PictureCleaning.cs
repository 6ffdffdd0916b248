namespace Mingchu.Collector.Core.Pictures;

/// <summary>
/// Takes out of an uploaded picture everything but what is needed to show it: position, time, device, author, thumbnails, comments, colour profiles
/// and whatever stands behind its end. The pixels are copied as they are.
/// </summary>
public static class PictureCleaning
{
    /// <summary>The picture without traces, or null when it is neither a whole JPEG nor a whole PNG.</summary>
    public static CleanPicture? Clean(ReadOnlySpan<byte> file)
    {
        if (file.StartsWith(Jpeg.Start))
            return Jpeg.Clean(file) is { } jpeg ? new(jpeg, "image/jpeg") : null;
        return file.StartsWith(Png.Signature) && Png.Clean(file) is { } png ? new(png, "image/png") : null;
    }
}

/// <summary>A picture without traces.</summary>
/// <param name="Bytes">The file.</param>
/// <param name="MediaType"><c>image/jpeg</c> or <c>image/png</c>.</param>
public sealed record CleanPicture(byte[] Bytes, string MediaType);
