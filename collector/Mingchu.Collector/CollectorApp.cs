using Mingchu.Collector.Cases;
using Mingchu.Collector.Config;
using Mingchu.Collector.Devices;
using Mingchu.Collector.Premises;
using Mingchu.Collector.Storage;
using Serilog;
using Serilog.Formatting.Compact;

namespace Mingchu.Collector;

/// <summary>Puts the slices together.</summary>
public static class CollectorApp
{
    /// <summary>The running collector: pages, API, broker, ingest, push.</summary>
    public static WebApplication Build(CollectorConfig config)
    {
        // The program's own folder holds wwwroot and static assets; the working directory is the operator's.
        var builder = WebApplication.CreateBuilder(new WebApplicationOptions { ContentRootPath = AppContext.BaseDirectory });
        builder.Configuration.Sources.Clear();
        builder.Configuration.AddInMemoryCollection();
        builder.WebHost.UseUrls(config.Http.Urls.Split(';', StringSplitOptions.TrimEntries));
        builder.Host.UseSerilog(Logger(config.Log));
        AddCore(builder.Services, config);

        var app = builder.Build();
        app.MapGet("/healthz", () => "ok");
        return app;
    }

    /// <summary>The services that commands need, without anything that listens or runs.</summary>
    public static ServiceProvider Offline(CollectorConfig config)
    {
        var services = new ServiceCollection();
        services.AddLogging();
        services.AddSerilog(new LoggerConfiguration().MinimumLevel.Warning().WriteTo.Console(standardErrorFromLevel: Serilog.Events.LogEventLevel.Verbose,
            formatProvider: System.Globalization.CultureInfo.InvariantCulture).CreateLogger());
        AddCore(services, config);
        return services.BuildServiceProvider();
    }

    private static void AddCore(IServiceCollection services, CollectorConfig config)
    {
        services.AddSingleton(config);
        services.AddSingleton(TimeProvider.System);
        services.AddStorage(config.Storage);
        services.AddSingleton<Migrator>();
        services.AddSingleton<PremisesRegistry>();
        services.AddSingleton<DeviceRegistry>();
        services.AddCases(config.Policy);
    }

    private static Serilog.Core.Logger Logger(LogConfig config)
    {
        var logger = new LoggerConfiguration()
            .MinimumLevel.Is(Enum.Parse<Serilog.Events.LogEventLevel>(config.Level, ignoreCase: true))
            .MinimumLevel.Override("Microsoft", Serilog.Events.LogEventLevel.Warning)
            .Enrich.FromLogContext();
        return (config.Json
            ? logger.WriteTo.Console(new RenderedCompactJsonFormatter())
            : logger.WriteTo.Console(formatProvider: System.Globalization.CultureInfo.InvariantCulture)).CreateLogger();
    }
}
