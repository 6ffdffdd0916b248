using Mingchu.Collector.Config;

namespace Mingchu.Collector.Broker;

/// <summary>Registers the broker, embedded unless another is configured, and the collector's session on it.</summary>
public static class BrokerServices
{
    public static IServiceCollection AddBroker(this IServiceCollection services, MqttConfig config)
    {
        if (config.External is { } external)
        {
            services.AddSingleton<Func<BrokerLinkOptions>>(() => new(external.Host, external.Port, external.User,
                (File.ReadLines(external.PasswordFile).FirstOrDefault() ?? "").Trim(), external.Tls, external.Ca, external.Group));
        }
        else
        {
            services.AddSingleton(config.Embedded ?? new EmbeddedBrokerConfig());
            services.AddSingleton<RetainedStore>();
            services.AddSingleton<EmbeddedBroker>();
            services.AddHostedService(p => p.GetRequiredService<EmbeddedBroker>());
            services.AddSingleton<Func<BrokerLinkOptions>>(p => () =>
            {
                var broker = p.GetRequiredService<EmbeddedBroker>();
                return new(broker.Inside.Address.ToString(), broker.Inside.Port, BrokerAccess.Collector, broker.Password, false, null, null);
            });
        }

        services.AddSingleton<BrokerLink>();
        services.AddHostedService(p => p.GetRequiredService<BrokerLink>());
        return services;
    }
}
