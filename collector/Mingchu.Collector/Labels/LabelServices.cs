namespace Mingchu.Collector.Labels;

/// <summary>Registers the export of labelled sets.</summary>
public static class LabelServices
{
    public static IServiceCollection AddLabels(this IServiceCollection services) => services.AddSingleton<LabelExport>();
}
