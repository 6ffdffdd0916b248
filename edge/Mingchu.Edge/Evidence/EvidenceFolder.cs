using System.Security.Cryptography;
using System.Text.Json;
using Mingchu.Contracts;
using Mingchu.Contracts.Messages;
using Mingchu.Edge.Capture;
using Mingchu.Edge.Core.Geometry;
using Mingchu.Edge.Core.Rules;
using Mingchu.Edge.Spool;
using EvidenceMessage = Mingchu.Contracts.Messages.Evidence;

namespace Mingchu.Edge.Evidence;

/// <summary>Writes the pictures and clips of an alert into the data folder and makes the messages that announce them, signed.</summary>
/// <param name="key">Null signs nothing.</param>
public sealed class EvidenceFolder(string device, string data, BoxKey? key)
{
    private const int MostHeads = 64;

    /// <summary>Clean and boxed picture, on the disk when this returns; the messages are for the spool.</summary>
    /// <param name="heads">All heads in the picture; null when nothing here looks for heads.</param>
    /// <exception cref="IOException">The disk is full or gone.</exception>
    public IReadOnlyList<SpoolMessage> Keep(string alertId, Frame frame, AlertChange change, IReadOnlyList<Box>? heads) =>
    [
        Keep(alertId, EvidenceKind.Clean, EvidencePictures.Clean(frame), frame, heads),
        Keep(alertId, EvidenceKind.Boxed, EvidencePictures.Boxed(frame, change), frame, heads),
    ];

    /// <summary>Takes over a finished MP4 file of the data folder's disk, on it when this returns; the message is for the spool.</summary>
    /// <param name="alertId">The alert.</param>
    /// <param name="mp4">Is moved away.</param>
    /// <param name="camera">The camera it is of.</param>
    /// <param name="from">Time of its first picture.</param>
    /// <exception cref="IOException">The disk is full or gone.</exception>
    public SpoolMessage KeepClip(string alertId, string mp4, string camera, DateTimeOffset from)
    {
        long bytes;
        string hash;
        using (var file = new FileStream(mp4, FileMode.Open, FileAccess.ReadWrite))
        {
            (bytes, hash) = (file.Length, Convert.ToHexStringLower(SHA256.HashData(file)));
            file.Flush(flushToDisk: true);
        }
        var path = PathOf(alertId, EvidenceKind.Clip, "mp4");
        try
        {
            Move(mp4, path);
        }
        catch (DirectoryNotFoundException)
        {
            // The alert's folder went with the last of its pictures, just now.
            Move(mp4, path);
        }
        return Message(new(alertId, EvidenceKind.Clip, "video/mp4", bytes, hash, from) { Camera = camera }, path);
    }

    private SpoolMessage Keep(string alertId, EvidenceKind kind, byte[] jpeg, Frame frame, IReadOnlyList<Box>? heads)
    {
        var path = PathOf(alertId, kind, "jpg");
        var full = Path.Combine(data, path);
        Directory.CreateDirectory(Path.GetDirectoryName(full)!);
        using (var file = new FileStream(full, FileMode.Create, FileAccess.Write))
        {
            file.Write(jpeg);
            file.Flush(flushToDisk: true);
        }
        return Message(new(alertId, kind, "image/jpeg", jpeg.Length, Convert.ToHexStringLower(SHA256.HashData(jpeg)), frame.CapturedAt)
        {
            Camera = frame.Camera,
            // More than fit are nobody in particular: the picture is then made unrecognisable as a whole.
            Heads = heads is { Count: <= MostHeads } ? [.. heads.Select(Area)] : null,
        }, path);
    }

    private static PictureArea Area(Box box)
    {
        var (left, top) = (Math.Clamp(box.Left, 0, 1), Math.Clamp(box.Top, 0, 1));
        return new(Math.Round(left, 5), Math.Round(top, 5), Math.Round(Math.Clamp(box.Right, left, 1) - left, 5), Math.Round(Math.Clamp(box.Bottom, top, 1) - top, 5));
    }

    private static string PathOf(string alertId, EvidenceKind kind, string ending) => Path.Combine("evidence", alertId, $"{kind.ToString().ToLowerInvariant()}.{ending}");

    private void Move(string from, string path)
    {
        var full = Path.Combine(data, path);
        Directory.CreateDirectory(Path.GetDirectoryName(full)!);
        File.Move(from, full, overwrite: true);
    }

    private SpoolMessage Message(EvidenceMessage said, string path)
    {
        var envelope = Envelope.Of(device, key?.Sign(device, said) ?? said);
        return new(envelope.Id, SpoolKind.Evidence, said.AlertId, JsonSerializer.SerializeToUtf8Bytes(envelope, ContractJson.Wire.CloudEventEvidence))
        {
            File = new(path, said.MediaType, said.Bytes, said.Sha256) { CapturedAt = said.CapturedAt },
        };
    }
}
