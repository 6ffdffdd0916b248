using Mingchu.Contracts.Messages;
using Mingchu.Edge.Capture;
using Mingchu.Edge.Config;

namespace Mingchu.Edge.Viewing;

/// <summary>One picture of a camera as large as it gives it, by a connection of its own, put to the collector.</summary>
internal static class Snapshot
{
    private const int MostBytes = 16 << 20;

    public static async Task<CommandReply> TakeAsync(
        string command, CameraConfig camera, EdgeConfig config, ChildProcesses children, ViewUpload upload, TimeProvider time, CancellationToken ct)
    {
        byte[] jpeg;
        DateTimeOffset takenAt;
        await using (var child = await CameraChild.StartAsync(camera, config, ViewCommand.Snapshot(camera.Url), children, _ => { }, ct))
        {
            jpeg = await ReadAsync(child.Output.BaseStream, ct);
            takenAt = time.GetUtcNow();
            if (jpeg is not [0xff, 0xd8, .., 0xff, 0xd9])
            {
                var (reason, detail) = child.Talk.Verdict(hadFrames: false, child.Silenced);
                return new(command, CommandOutcome.Failed, takenAt, reason, $"camera {camera.Id} gives no picture: {detail}");
            }
        }
        var (answer, why) = await upload.PutPictureAsync(command, jpeg, ct);
        return answer == PutAnswer.Taken ? new(command, CommandOutcome.Done, takenAt) : new(command, CommandOutcome.Failed, time.GetUtcNow(), CommandReasons.Upload, why);
    }

    private static async Task<byte[]> ReadAsync(Stream output, CancellationToken ct)
    {
        using var jpeg = new MemoryStream();
        var buffer = new byte[65536];
        try
        {
            while (jpeg.Length <= MostBytes && await output.ReadAsync(buffer, ct) is > 0 and var read)
                jpeg.Write(buffer, 0, read);
        }
        catch (IOException)
        {
            // The kill closes the pipe under the read.
        }
        return jpeg.ToArray();
    }
}
