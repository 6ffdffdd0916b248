namespace Mingchu.Demo;

/// <summary>The installation that the demo shows: the sample clips as the cameras of one kitchen.</summary>
internal static class Kitchen
{
    private const int PreferredPort = 8080;
    private static readonly string[] Rooms = ["库房", "面点间", "热菜间", "切配间", "凉菜间", "洗消间"];

    /// <summary>Starts it.</summary>
    /// <exception cref="InvalidOperationException">Something is missing; the message says what.</exception>
    public static Task<Installation> Start(CancellationToken ct)
    {
        var clips = Clips();
        return Installation.Start(
            new()
            {
                Cameras = [.. clips.Select((clip, i) => ($"camera-{i + 1}", Rooms[i], clip))],
                HttpPort = PreferredPort,
                WithPlans = true,
            },
            ct,
            step => Console.WriteLine($"  starting {step}"));
    }

    private static List<string> Clips()
    {
        var folder = Repository.At("samples", "footage");
        var clips = Directory.Exists(folder) ? Directory.GetFiles(folder, "*.mp4").Order(StringComparer.Ordinal).Take(Rooms.Length).ToList() : [];
        return clips.Count > 0 ? clips : throw new InvalidOperationException($"no clips (*.mp4) in {folder}");
    }
}
