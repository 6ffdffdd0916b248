using Microsoft.EntityFrameworkCore;
using Mingchu.Collector.Broker;
using Mingchu.Collector.Cases;
using Mingchu.Collector.Config;
using Mingchu.Collector.Core.Cases;
using Mingchu.Collector.Push.Calm;
using Mingchu.Collector.Push.Email;
using Mingchu.Collector.Push.InApp;
using Mingchu.Collector.Push.Mqtt;
using Mingchu.Collector.Push.Robots;
using Mingchu.Collector.Push.Sms;
using Mingchu.Collector.Push.Webhook;
using Mingchu.Collector.Storage;

namespace Mingchu.Collector.Push;

/// <summary>Registers push. A new channel is one more line here.</summary>
public static class PushSetup
{
    /// <summary>Adds outbox, channels and pipeline.</summary>
    public static IServiceCollection AddPush(this IServiceCollection services, PushSettings settings, PolicyConfig policies)
    {
        services.AddSingleton(settings.Policy);
        services.AddSingleton(PolicyFolder.Calm(policies).Policy ?? throw new InvalidOperationException("the policy was not checked before"));
        services.AddSingleton(s => new Outbox(settings.Policy, s.GetRequiredService<WorkflowPolicy>().Items, s.GetServices<IChannel>()));
        services.AddSingleton(s => new WorkNotices(settings.Policy, s.GetServices<IChannel>()));
        services.AddSingleton<SilenceDesk>();
        services.AddSingleton(s => s.GetRequiredService<WorkflowPolicy>().Calendar);
        services.AddSingleton<CalmDesk>();
        services.AddSingleton<CaseReaction>(s => s.GetRequiredService<Outbox>().React);
        services.AddSingleton(s => new PushQueue(s.GetRequiredService<IDbContextFactory<CollectorDb>>(), settings.Lease,
            s.GetRequiredService<WriterLock>(), s.GetRequiredService<CaseBook>(), s.GetRequiredService<CaseChanges>()));
        services.AddSingleton<InboxFeed>();
        services.AddSingleton<Inbox>();
        services.AddSingleton<IChannel, InAppChannel>();
        services.AddSingleton<IChannel>(s => new WebhookChannel(settings.Webhooks, WebhookChannel.CreateClient(), settings.Config, s.GetRequiredService<TimeProvider>()));
        services.AddSingleton<IChannel>(s => new EmailChannel(settings.Email, settings.Config, s.GetRequiredService<TimeProvider>().LocalTimeZone));
        services.AddSingleton<IChannel>(s => new RobotChannel(settings.Robots, WebhookChannel.CreateClient(), settings.Config, s.GetRequiredService<TimeProvider>()));
        services.AddSingleton<IChannel>(s => new SmsChannel(settings.Sms, WebhookChannel.CreateClient(), settings.Config, s.GetRequiredService<TimeProvider>()));
        // Commands have no broker; they only write what the running collector sends.
        services.AddSingleton<IChannel>(s => new MqttNoticeChannel(settings.Config.Mqtt, s.GetService<IBrokerLink>, settings.Config));
        services.AddHostedService<PushPipeline>();
        return services;
    }
}
