using System.Buffers;
using System.Text.Json;
using System.Threading.Channels;
using Mingchu.Contracts;
using Mingchu.Contracts.Messages;
using Mingchu.Edge.Capture;
using Mingchu.Edge.Config;
using Mingchu.Edge.Uplink;

namespace Mingchu.Edge.Viewing;

/// <summary>
/// What the collector asks to see: takes commands, has each done once, and answers. Answers of the last minute are said again when a session begins, since the last
/// session may have lost them.
/// </summary>
public sealed class CommandDesk(EdgeConfig config, ChildProcesses children, TimeProvider time, Serilog.ILogger log) : ILinkPart, IDisposable
{
    private static readonly TimeSpan SaidAgain = TimeSpan.FromMinutes(1);
    private readonly ViewUpload upload = new(config.Device, config.Collector);
    private readonly Channel<(string Id, CameraCommand Command)> taken = Channel.CreateUnbounded<(string, CameraCommand)>(new() { SingleReader = true });
    private readonly Lock gate = new();
    private readonly AnswerBook book = new();
    private readonly Queue<CommandReply> answers = new();
    private readonly Dictionary<string, LiveView> views = new(StringComparer.Ordinal);
    private volatile EdgeConfig config = config;
    private int snapshots;
    private long number;

    /// <inheritdoc/>
    public string? Filter => Topics.CameraCommands(config.Device);

    /// <summary>Goes by another configuration; live views of cameras that are not in it end.</summary>
    public void Change(EdgeConfig to)
    {
        lock (gate)
        {
            config = to;
            foreach (var view in views.Values.Where(v => to.Cameras.All(c => c.Id != v.Camera)))
                view.Stop();
        }
    }

    /// <summary>Does what was taken until cancelled; then what runs is ended.</summary>
    public async Task RunAsync(CancellationToken ct)
    {
        Forget();
        List<Task> running = [];
        try
        {
            await foreach (var (id, command) in taken.Reader.ReadAllAsync(ct))
            {
                running.RemoveAll(t => t.IsCompleted);
                running.Add(DoAsync(id, command, ct));
            }
        }
        finally
        {
            await Task.WhenAll(running);
        }
    }

    /// <inheritdoc/>
    public void Receive(string topic, ReadOnlySequence<byte> payload)
    {
        try
        {
            if (payload.Length is 0 or > Topics.MaxPayloadBytes)
                return;
            var reader = new Utf8JsonReader(payload);
            if (JsonSerializer.Deserialize(ref reader, ContractJson.Wire.CloudEventCameraCommand) is { Type: MessageTypes.CameraCommand, Id: { } id, Data: { } command } && IsCommandId(id))
                Take(id, command);
        }
        catch (Exception e) when (e is JsonException or InvalidOperationException or FormatException)
        {
            log.Warning("A command can't be read: {Why}", e.Message);
        }
    }

    /// <inheritdoc/>
    public void Begin()
    {
        lock (gate)
        {
            answers.Clear();
            foreach (var answer in book.Since(time.GetUtcNow() - SaidAgain))
                answers.Enqueue(answer);
        }
    }

    /// <inheritdoc/>
    public IReadOnlyList<LinkMessage> Due(DateTimeOffset now)
    {
        lock (gate)
        {
            List<LinkMessage> messages = [];
            while (answers.TryDequeue(out var answer))
            {
                var message = Envelope.Of(config.Device, MessageTypes.CommandReply, $"reply/{answer.CommandId}/{++number}", now, answer);
                messages.Add(new(Topics.Replies(config.Device), JsonSerializer.SerializeToUtf8Bytes(message, ContractJson.Wire.CloudEventCommandReply)));
            }
            return messages;
        }
    }

    private void Take(string id, CameraCommand command)
    {
        lock (gate)
        {
            if (book.Find(id) is { } before)
            {
                answers.Enqueue(before);
                return;
            }
            var now = time.GetUtcNow();
            if (CommandRules.Refusal(command, now, config, snapshots, views.Keys) is var (reason, detail))
            {
                log.Warning("Command {Command} {Kind} of camera {Camera} is refused, {Reason}", id, command.Kind, command.Camera, reason);
                Answer(new(id, CommandOutcome.Refused, now, reason, detail));
                return;
            }
            log.Information("Command {Command}: {Kind} of camera {Camera}", id, command.Kind, command.Camera);
            switch (command.Kind)
            {
                case CommandKind.LiveStop:
                    views[command.Stops!].Stop();
                    Answer(new(id, CommandOutcome.Done, now));
                    return;
                case CommandKind.LiveStart:
                    views[id] = new(id, CameraOf(command), command.Live!, config, children, upload, time);
                    break;
                default:
                    snapshots++;
                    break;
            }
            Answer(new(id, CommandOutcome.Accepted, now));
            taken.Writer.TryWrite((id, command));
        }
    }

    private async Task DoAsync(string id, CameraCommand command, CancellationToken ct)
    {
        CommandReply answer;
        try
        {
            answer = command.Kind == CommandKind.Snapshot
                ? await Snapshot.TakeAsync(id, CameraOf(command), config, children, upload, time, ct)
                : await ViewOf(id).RunAsync(ct);
        }
        catch (Exception e)
        {
            // A picture that can't be had must not end the watch.
            log.Error(e, "Command {Command} failed", id);
            answer = new(id, CommandOutcome.Failed, time.GetUtcNow(), CameraReasons.Ended, "the worker could not do it; its log says why");
        }
        log.Information("Command {Command} is {Outcome} {Reason} {Detail}", id, answer.Outcome, answer.Reason, answer.Detail);
        lock (gate)
        {
            if (command.Kind == CommandKind.Snapshot)
                snapshots--;
            else if (views.Remove(id, out var view))
                view.Dispose();
            Answer(answer);
        }
    }

    private LiveView ViewOf(string id)
    {
        lock (gate)
            return views[id];
    }

    private CameraConfig CameraOf(CameraCommand command) =>
        config.Cameras.FirstOrDefault(c => c.Id == command.Camera) ?? throw new InvalidOperationException($"camera {command.Camera} was taken away");

    private void Answer(CommandReply answer)
    {
        book.Keep(answer);
        answers.Enqueue(answer);
    }

    // What a killed worker left of a kitchen's video.
    private void Forget()
    {
        try
        {
            if (Directory.Exists(LiveView.FolderOf(config)))
                Directory.Delete(LiveView.FolderOf(config), recursive: true);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            log.Error("Segments of an earlier live view could not be removed: {Why}", e.Message);
        }
    }

    // It becomes part of addresses and of a folder's name.
    private static bool IsCommandId(string id) => id.Length == 32 && id.All(char.IsAsciiHexDigitLower);

    /// <inheritdoc/>
    public void Dispose()
    {
        foreach (var view in views.Values)
            view.Dispose();
        upload.Dispose();
    }
}
