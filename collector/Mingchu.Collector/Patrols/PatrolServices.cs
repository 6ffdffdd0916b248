using Mingchu.Collector.Cases;
using Mingchu.Collector.Config;

namespace Mingchu.Collector.Patrols;

/// <summary>Registers check lists, inspections and the plan of patrols.</summary>
public static class PatrolServices
{
    /// <summary>What commands need too.</summary>
    public static IServiceCollection AddPatrols(this IServiceCollection services, PolicyConfig config) => services
        .AddSingleton(PolicyFolder.CheckLists(config).Policy ?? throw new InvalidOperationException("the check lists were not checked before"))
        .AddSingleton(PolicyFolder.Patrols(config).Policy ?? throw new InvalidOperationException("the policy was not checked before"))
        .AddSingleton<InspectionDesk>().AddSingleton<InspectionReader>().AddSingleton<DrawDesk>().AddSingleton<KeyListDesk>()
        .AddSingleton<CampaignDesk>().AddSingleton<CampaignReminders>().AddSingleton<PatrolReader>().AddSingleton<CampaignReader>();

    /// <summary>What runs.</summary>
    public static IServiceCollection AddPatrolWork(this IServiceCollection services) => services.AddSingleton<RoundDesk>().AddHostedService<PatrolWork>();

    /// <summary>Adds the endpoints below <c>/api/v1</c>.</summary>
    public static void MapPatrols(this IEndpointRouteBuilder api)
    {
        api.MapInspections();
        api.MapPlans();
        api.MapCampaigns();
    }
}
