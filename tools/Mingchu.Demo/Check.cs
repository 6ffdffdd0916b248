using System.Diagnostics;
using System.Globalization;
using System.Security.Cryptography;

namespace Mingchu.Demo;

/// <summary>The demo without a person: says in one line how long each step took, or what is missing.</summary>
internal static class Check
{
    private static readonly TimeSpan Longest = TimeSpan.FromSeconds(280), Aim = TimeSpan.FromSeconds(3), Collecting = TimeSpan.FromSeconds(45);
    private const int EnoughAlerts = 20;

    public static async Task<int> Run(Options options, CancellationToken ct)
    {
        var since = Stopwatch.StartNew();
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(ct);
        limit.CancelAfter(Longest);
        Installation? installation = null;
        Watch? watch = null;
        var step = "starting";
        try
        {
            installation = await Kitchen.Start(limit.Token);
            watch = new Watch(installation);
            var truth = new Truth(installation);
            step = "an alert of what a clip shows that became a graded case, with evidence, and was pushed";
            var (first, shown) = await FirstPushed(installation, watch, truth, limit.Token);
            step = "more alerts for the 95th percentile";
            await Collect(watch, limit.Token);
            step = "the case's page in a browser";
            var picture = await Look(installation, first.Case.Id, options, limit.Token);
            return Report(first, shown, await truth.Unexpected(watch.Alerts), watch, picture, since.Elapsed);
        }
        catch (OperationCanceledException) when (ct.IsCancellationRequested)
        {
            Console.WriteLine("stopping");
            return 130;
        }
        catch (Exception e) when (e is not OutOfMemoryException)
        {
            var why = e is OperationCanceledException ? $"not within {Longest.TotalSeconds:0} s" : e.Message;
            Console.Error.WriteLine($"check failed: missing: {step}: {why}");
            if (installation is not null)
                Console.Error.WriteLine(await Findings(installation, watch) + installation.Story() + "\nlogs: " + KeepLogs(installation));
            return 1;
        }
        finally
        {
            if (installation is not null)
                await installation.DisposeAsync();
        }
    }

    private static async Task<(SeenAlert Alert, DateTimeOffset Shown)> FirstPushed(Installation installation, Watch watch, Truth truth, CancellationToken ct)
    {
        while (true)
        {
            foreach (var alert in await watch.Look(ct))
                Console.WriteLine(Watch.Line(alert));
            foreach (var alert in watch.Alerts.DistinctBy(a => a.Case.Id).Where(a => watch.PushOf(a.Case.Id) is not null))
            {
                var detail = await installation.Api.Case(alert.Case.Id, ct);
                var whole = detail.Grade is >= 1 and <= 3 && detail.GradeReasons.Count > 0 && detail.Deliveries.Any(d => d is { Channel: "webhook", State: "delivered" });
                if (!whole || detail.Evidence.FirstOrDefault(e => e.Kind == "boxed") is not { } boxed || await truth.Shown(alert) is not { } shown)
                    continue;
                var hash = Convert.ToHexStringLower(SHA256.HashData(await installation.Api.Bytes(boxed.Url, ct)));
                return hash == boxed.Sha256 ? (alert, shown) : throw new InvalidOperationException($"{boxed.Url} has SHA-256 {hash}, the case says {boxed.Sha256}");
            }
        }
    }

    private static async Task Collect(Watch watch, CancellationToken ct)
    {
        var since = Stopwatch.StartNew();
        while (since.Elapsed < Collecting && watch.Alerts.Count < EnoughAlerts)
            foreach (var alert in await watch.Look(ct))
                Console.WriteLine(Watch.Line(alert));
    }

    private static async Task<(int Width, int Height)> Look(Installation installation, Guid id, Options options, CancellationToken ct)
    {
        await using var browser = await Chromium.Start().WaitAsync(ct);
        var pages = new ReviewPages(await browser.Open(), installation.Collector.Address);
        await pages.SignIn(installation.Login.User, installation.Login.Password).WaitAsync(ct);
        var size = await pages.OpenCase(id).WaitAsync(ct);
        await pages.Shoot(Repository.At(".run", "demo", "case.png")).WaitAsync(ct);
        if (options.Screenshots is { } folder)
            await Screenshots.Save(browser, installation, id, folder).WaitAsync(ct);
        return size;
    }

    private static int Report(SeenAlert first, DateTimeOffset shown, int unexpected, Watch watch, (int Width, int Height) picture, TimeSpan took)
    {
        var delay = watch.Delay95()!.Value;
        var push = watch.PushOf(first.Case.Id)!;
        var line = string.Create(CultureInfo.InvariantCulture,
            $"violation's first frame -> alert {(first.Lead.RaisedAt - shown).TotalSeconds:0.0} s, -> case {(first.VisibleAt - shown).TotalSeconds:0.0} s, -> push {(push.At - shown).TotalSeconds:0.0} s; ")
            + string.Create(CultureInfo.InvariantCulture, $"dwell end -> case visible p95 {delay.TotalSeconds:0.00} s over {watch.Alerts.Count} alerts ({unexpected} not in the clips); ")
            + string.Create(CultureInfo.InvariantCulture, $"{watch.Cases} cases, {watch.Pushes.Count()} pushes; evidence {picture.Width}x{picture.Height} in the browser; {took.TotalSeconds:0} s");
        Console.WriteLine(delay <= Aim ? $"ok: {line}" : $"too slow, the aim from dwell end to case is {Aim.TotalSeconds:0} s: {line}");
        return delay <= Aim ? 0 : 1;
    }

    private static async Task<string> Findings(Installation installation, Watch? watch)
    {
        try
        {
            var health = installation.Edge is null ? null : await installation.Edge.Health(CancellationToken.None);
            return string.Create(CultureInfo.InvariantCulture, $"""
                found: {watch?.Alerts.Count ?? 0} alerts in {watch?.Cases ?? 0} cases, {installation.Webhook?.Received.Count ?? 0} webhooks of which {watch?.Pushes.Count() ?? 0} with a right signature
                the edge worker says: {string.Join("; ", health?.Problems ?? ["nothing"])}
                """);
        }
        catch (Exception e) when (e is HttpRequestException or TaskCanceledException or System.Text.Json.JsonException)
        {
            return $"the edge worker does not answer: {e.Message}";
        }
    }

    private static string KeepLogs(Installation installation)
    {
        var folder = Directory.CreateDirectory(Repository.At(".run", "demo")).FullName;
        foreach (var log in Directory.GetFiles(installation.Folder.Path, "*.log"))
            File.Copy(log, Path.Combine(folder, Path.GetFileName(log)), overwrite: true);
        return folder;
    }
}
