using Mingchu.Collector.Config;

namespace Mingchu.Collector.Broker;

/// <summary>Registers the link to the broker, which is embedded unless another is configured.</summary>
public static class BrokerServices
{
    public static IServiceCollection AddBroker(this IServiceCollection services, MqttConfig config)
    {
        if (config.External is { } external)
        {
            services.AddSingleton(external);
            Link<ExternalBroker>(services);
        }
        else
        {
            services.AddSingleton(config.Embedded ?? new EmbeddedBrokerConfig());
            services.AddSingleton<RetainedStore>();
            Link<EmbeddedBroker>(services);
        }

        return services;
    }

    private static void Link<T>(IServiceCollection services)
        where T : class, IHostedService, IBrokerLink
    {
        services.AddSingleton<T>();
        services.AddSingleton<IBrokerLink>(p => p.GetRequiredService<T>());
        services.AddHostedService(p => p.GetRequiredService<T>());
    }
}
