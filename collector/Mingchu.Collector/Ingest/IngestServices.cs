namespace Mingchu.Collector.Ingest;

/// <summary>Registers ingest.</summary>
public static class IngestServices
{
    /// <summary>What commands need too.</summary>
    public static IServiceCollection AddIngest(this IServiceCollection services)
    {
        services.AddSingleton<DeadLetterBox>();
        services.AddSingleton<BatchWriter>();
        services.AddSingleton<DeadLetterDesk>();
        return services;
    }

    /// <summary>What runs.</summary>
    public static IServiceCollection AddIngestPump(this IServiceCollection services)
    {
        services.AddSingleton<IngestQueue>();
        services.AddHostedService<IngestPump>();
        return services;
    }
}
