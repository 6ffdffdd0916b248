using Mingchu.Edge.Config;
using Mingchu.Edge.Health;
using Mingchu.Edge.Inference;
using Mingchu.Edge.Remote;
using Serilog;
using Serilog.Events;
using Serilog.Formatting.Compact;

namespace Mingchu.Edge.Commands;

/// <summary><c>mingchu-edge run</c>.</summary>
public static class RunCommand
{
    private static readonly TimeSpan StopWithin = TimeSpan.FromSeconds(5);

    public static async Task<int> RunAsync(string file, CancellationToken ct)
    {
        Starvation.Watch();
        try
        {
            return await StartAsync(file, ct);
        }
        catch (Exception e) when (Starvation.Is(e))
        {
            Starvation.Tell();
            return ExitCodes.Fault;
        }
    }

    private static async Task<int> StartAsync(string file, CancellationToken ct)
    {
        var (code, config, recogniser) = CheckCommand.Load(file);
        if (code != ExitCodes.Ok)
            return code;
        await using var log = Logger(config!.Log);
        try
        {
            using var models = new ModelStore(config, TimeProvider.System, log);
            var remote = RemoteConfig.Open(file, config, TimeProvider.System, log, to =>
            {
                if (to.ModelVersions.Count == 0)
                    return null;
                var (loaded, errors) = models.Load(to);
                if (loaded is null)
                    return string.Join("; ", errors);
                recogniser!.Dispose();
                recogniser = loaded;
                return null;
            });
            return await RunAsync(remote, models, recogniser!, log, ct);
        }
        catch (Exception e) when (!Starvation.Is(e))
        {
            log.Fatal(e, "The worker can't go on");
            return ExitCodes.Fault;
        }
        finally
        {
            recogniser!.Dispose();
        }
    }

    private static async Task<int> RunAsync(RemoteConfig remote, ModelStore models, Recogniser recogniser, Serilog.Core.Logger log, CancellationToken ct)
    {
        var config = remote.Config;
        log.Information("{Software} as {Device}: {Cameras} cameras, models {Models}", EdgeBox.Software, config.Device, config.Cameras.Count, recogniser.Models.Select(m => m.Name));
        await using var box = new EdgeBox(config, recogniser, TimeProvider.System, log, remote: remote, models: models);
        var builder = WebApplication.CreateSlimBuilder();
        builder.Host.UseSerilog(log).ConfigureHostOptions(o => o.ShutdownTimeout = StopWithin);
        builder.WebHost.ConfigureKestrel(kestrel => kestrel.Listen(config.Health));
        await using var app = builder.Build();
        app.MapHealth(box);
        await app.StartAsync(ct);

        var stopping = app.Services.GetRequiredService<IHostApplicationLifetime>().ApplicationStopping;
        using var done = CancellationTokenSource.CreateLinkedTokenSource(stopping);
        var notice = ServiceNotice.FromEnvironment(Environment.GetEnvironmentVariable)
            .RunAsync(() => box.Vitals.Silence, () => HealthEndpoints.Report(box).Summary, TimeProvider.System, done.Token);
        try
        {
            await box.RunAsync(stopping);
            log.Information("Stopped; {Count} messages wait for the collector", box.Spool.Index.Count);
            return ExitCodes.Ok;
        }
        catch (Exception e) when (Starvation.Is(e))
        {
            log.Fatal(e, "The worker can't go on");
            Starvation.End();
            throw;
        }
        finally
        {
            await done.CancelAsync();
            await notice;
            await app.StopAsync(CancellationToken.None);
        }
    }

    private static Serilog.Core.Logger Logger(LogConfig config)
    {
        var logger = new LoggerConfiguration().MinimumLevel.Is(config.Level).MinimumLevel.Override("Microsoft", LogEventLevel.Warning).Enrich.FromLogContext();
        return config.Json
            ? logger.WriteTo.Console(new CompactJsonFormatter()).CreateLogger()
            : logger.WriteTo.Console(outputTemplate: "{Timestamp:HH:mm:ss.fff} {Level:u3} {Message:lj}{NewLine}{Exception}", formatProvider: System.Globalization.CultureInfo.InvariantCulture).CreateLogger();
    }
}
