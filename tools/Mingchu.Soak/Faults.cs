using System.Diagnostics;
using System.Globalization;

namespace Mingchu.Soak;

/// <summary>Random faults on a running installation, each mended before the next comes.</summary>
internal sealed class Faults(Installation installation, IReadOnlyList<string> cameras, IReadOnlyList<string> clips, Random random)
{
    /// <summary>How often each kind was done.</summary>
    public SortedDictionary<string, int> Done { get; } = new(StringComparer.Ordinal);

    /// <summary>One fault, some seconds of it, and its end.</summary>
    public async Task NextAsync(Action<string> tell, CancellationToken ct)
    {
        var camera = cameras[random.Next(cameras.Count)];
        var lasting = TimeSpan.FromSeconds(2 + random.NextDouble() * 13);
        // Cameras fail more often than servers do.
        var kind = random.Next(14) switch { 0 => "collector restart", 1 => "broker cut", < 4 => "ffmpeg kill", < 6 => "freeze", < 8 => "cut", < 10 => "refuse", < 12 => "garble", _ => "change" };
        tell(string.Create(CultureInfo.InvariantCulture, $"{kind} {(kind is "collector restart" or "broker cut" or "ffmpeg kill" ? "" : camera)} {lasting.TotalSeconds:F0} s"));
        Done[kind] = Done.GetValueOrDefault(kind) + 1;
        switch (kind)
        {
            case "collector restart":
                await installation.Collector.Kill9();
                await Task.Delay(lasting, ct);
                await installation.Collector.Start(ct);
                return;
            case "broker cut":
                await installation.Broker!.Kill9();
                await Task.Delay(lasting, ct);
                await installation.Broker.Start(ct);
                return;
            case "ffmpeg kill":
                KillFfmpeg();
                break;
            case "change":
                await installation.Cameras.Change(camera, clips[random.Next(clips.Count)]);
                break;
            case "cut":
                await installation.Cameras.Cut(camera);
                break;
            default:
                await (kind switch { "freeze" => installation.Cameras.Freeze(camera), "refuse" => installation.Cameras.Refuse(camera), _ => installation.Cameras.Garble(camera) });
                await Task.Delay(lasting, ct);
                await installation.Cameras.Restore(camera);
                return;
        }
        await Task.Delay(lasting, ct);
    }

    /// <summary>Kills one of the worker's children, by their parent.</summary>
    private void KillFfmpeg()
    {
        var children = Process.GetProcessesByName("ffmpeg").Where(p => ParentOf(p.Id) == installation.Edge.Process.Id).ToList();
        if (children.Count > 0)
            children[random.Next(children.Count)].Kill();
    }

    private static int ParentOf(int process)
    {
        try
        {
            var stat = File.ReadAllText($"/proc/{process}/stat");
            return int.Parse(stat[(stat.LastIndexOf(')') + 2)..].Split(' ')[1], CultureInfo.InvariantCulture);
        }
        catch (IOException)
        {
            return 0;
        }
    }
}
