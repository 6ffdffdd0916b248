namespace Mingchu.Demo;

/// <summary>The demo for a person: runs until it is stopped.</summary>
internal static class Show
{
    public static async Task<int> Run(CancellationToken ct)
    {
        Installation? installation = null;
        try
        {
            installation = await Kitchen.Start(ct);
            Console.WriteLine($"""

                  open      {installation.Collector.Address}
                  user      {installation.Login.User}
                  password  {installation.Login.Password}

                Cameras are watched now; a case appears when a violation has lasted its dwell time. Ctrl-C stops everything.

                """);
            var watch = new Watch(installation);
            var cameras = "";
            while (true)
            {
                foreach (var alert in await watch.Look(ct))
                    Console.WriteLine(Watch.Line(alert));
                var now = await States(installation, ct);
                if (now != cameras)
                    Console.WriteLine($"  {DateTimeOffset.Now:HH:mm:ss}  cameras: {cameras = now}");
            }
        }
        catch (OperationCanceledException) when (ct.IsCancellationRequested)
        {
            Console.WriteLine("\nstopping");
            return 0;
        }
        catch (Exception e) when (e is InvalidOperationException or TimeoutException or IOException or HttpRequestException)
        {
            Console.Error.WriteLine($"the demo ended: {e.Message}{installation?.Story()}");
            return 1;
        }
        finally
        {
            if (installation is not null)
                await installation.DisposeAsync();
        }
    }

    private static async Task<string> States(Installation installation, CancellationToken ct)
    {
        var cameras = (await installation.Api.Devices(ct)).SelectMany(d => d.Cameras);
        return string.Join(", ", cameras.Select(c => $"{c.Name} {c.State ?? "not reported yet"}{(c.Reason is null ? "" : $" ({c.Reason})")}"));
    }
}
