using Mingchu.Collector.Cases;
using Mingchu.Collector.Config;
using Mingchu.Collector.Core.Cases;
using Mingchu.Collector.Core.Platforms;

namespace Mingchu.Collector.Platforms;

/// <summary>Registers platforms, notices to them and listings.</summary>
public static class PlatformServices
{
    public static IServiceCollection AddPlatforms(this IServiceCollection services, PolicyConfig config)
    {
        services.AddSingleton(PolicyFolder.Platforms(config).Policy ?? throw new InvalidOperationException("the policy was not checked before"));
        services.AddSingleton(s => new NoticeDecider(s.GetRequiredService<PlatformPolicy>(), s.GetRequiredService<WorkflowPolicy>().Calendar));
        services.AddSingleton<PlatformBook>();
        services.AddSingleton<PlatformRegistry>();
        services.AddSingleton<NoticeDesk>();
        services.AddSingleton<ListingDesk>();
        services.AddSingleton<CardDesk>();
        services.AddSingleton<NoticeDueWork>();
        services.AddSingleton<PlatformReader>();
        services.AddSingleton<ScorecardReader>();
        services.AddSingleton<SpotCheckDesk>();
        services.AddSingleton<PlatformVerifier>();
        return services;
    }
}
