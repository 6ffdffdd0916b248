using Mingchu.Collector.Access;
using Mingchu.Collector.Accounts;
using Mingchu.Collector.Broker;
using Mingchu.Collector.Cases;
using Mingchu.Collector.Config;
using Mingchu.Collector.Devices;
using Mingchu.Collector.Evidence;
using Mingchu.Collector.Ingest;
using Mingchu.Collector.Labels;
using Mingchu.Collector.Ledger;
using Mingchu.Collector.Licences;
using Mingchu.Collector.Models;
using Mingchu.Collector.Pages;
using Mingchu.Collector.Patrols;
using Mingchu.Collector.Platforms;
using Mingchu.Collector.Premises;
using Mingchu.Collector.Push;
using Mingchu.Collector.Quality;
using Mingchu.Collector.RemoteConfig;
using Mingchu.Collector.Risk;
using Mingchu.Collector.Storage;
using Mingchu.Collector.Viewing;
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
        var builder = WebApplication.CreateBuilder(new WebApplicationOptions
        {
            ApplicationName = typeof(CollectorApp).Assembly.GetName().Name,
            ContentRootPath = AppContext.BaseDirectory,
        });
        builder.Configuration.Sources.Clear();
        builder.Configuration.AddInMemoryCollection();
        builder.WebHost.UseUrls(config.Http.Urls.Split(';', StringSplitOptions.TrimEntries));
        builder.Host.UseSerilog(Logger(config.Log));
        // Run from a build folder, pages' files lie in the source tree; a published program has them beside it and this does nothing.
        builder.WebHost.UseStaticWebAssets();
        AddCore(builder.Services, config);
        builder.Services.AddReview();
        builder.Services.AddIngestPump();
        builder.Services.AddBroker(config.Mqtt);
        builder.Services.AddHostedService<ConfigPublisher>();
        builder.Services.AddHostedService(s => s.GetRequiredService<DueWork>());
        builder.Services.AddHostedService(s => s.GetRequiredService<NoticeDueWork>());
        builder.Services.AddHostedService(s => s.GetRequiredService<RiskWork>());
        builder.Services.AddHostedService(s => s.GetRequiredService<LicenceWork>());
        builder.Services.AddLiveViews();
        builder.Services.AddPatrolWork();
        builder.Services.AddSingleton(config.Metrics);
        builder.Services.AddHostedService<MetricsServer>();

        var app = builder.Build();
        app.UseReview();
        app.MapGet("/healthz", () => "ok").AllowAnonymous();
        app.MapReview();
        app.MapEvidenceUpload();
        app.MapViewUploads();
        app.MapModelDownload();
        return app;
    }

    /// <summary>The services that commands need, without anything that listens or runs.</summary>
    public static ServiceProvider Offline(CollectorConfig config)
    {
        var services = new ServiceCollection();
        services.AddLogging();
        services.AddSerilog(new LoggerConfiguration().MinimumLevel.Warning()
            .MinimumLevel.Override("Microsoft.EntityFrameworkCore", Serilog.Events.LogEventLevel.Fatal).WriteTo.Console(standardErrorFromLevel: Serilog.Events.LogEventLevel.Verbose,
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
        services.AddPremises(config.Policy);
        services.AddSingleton<DeviceRegistry>();
        services.AddSingleton<AccessLog>();
        services.AddSingleton<AccessReader>();
        services.AddCases(config.Policy);
        services.AddPlatforms(config.Policy);
        services.AddLicences(config.Policy);
        services.AddRisk(config.Policy);
        services.AddAccounts();
        services.AddSingleton(config.DeadLetters);
        services.AddEvidence(config.Evidence);
        services.AddPatrols(config.Policy);
        services.AddSingleton<LedgerReader>();
        services.AddIngest();
        services.AddQuality();
        services.AddRemoteConfig();
        services.AddViewing(config.Viewing);
        services.AddModels(config.Models);
        services.AddLabels();
        // Commands that change cases (a replayed letter) write their notices too; the running collector sends them.
        services.AddPush(PushSettings.Read(config.Push, config.Policy.Folder, []), config.Policy);
    }

    private static Serilog.Core.Logger Logger(LogConfig config)
    {
        var logger = new LoggerConfiguration()
            .MinimumLevel.Is(Enum.Parse<Serilog.Events.LogEventLevel>(config.Level, ignoreCase: true))
            .MinimumLevel.Override("Microsoft", Serilog.Events.LogEventLevel.Warning)
            // It logs conflicts as errors that are expected and tried again; what is final comes as an exception and is logged by who gets it.
            .MinimumLevel.Override("Microsoft.EntityFrameworkCore", Serilog.Events.LogEventLevel.Fatal)
            // Warns at every start that keys lie unencrypted in the database; the database holds everything else as well.
            .MinimumLevel.Override("Microsoft.AspNetCore.DataProtection", Serilog.Events.LogEventLevel.Error)
            .Enrich.FromLogContext();
        return (config.Json
            ? logger.WriteTo.Console(new RenderedCompactJsonFormatter())
            : logger.WriteTo.Console(formatProvider: System.Globalization.CultureInfo.InvariantCulture)).CreateLogger();
    }
}
