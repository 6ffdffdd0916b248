using Mingchu.Collector.Config;
using Mingchu.Collector.Core.Calm;
using Mingchu.Collector.Core.Cases;
using Mingchu.Collector.Core.Deadlines;
using Mingchu.Collector.Core.Grading;
using Mingchu.Collector.Core.Items;

namespace Mingchu.Collector.Cases;

/// <summary>Registers cases and the policy they are graded by.</summary>
public static class CaseServices
{
    public static IServiceCollection AddCases(this IServiceCollection services, PolicyConfig config)
    {
        services.AddSingleton(PolicyFolder.Grading(config).Policy ?? throw new InvalidOperationException("the policy was not checked before"));
        services.AddSingleton(PolicyFolder.Workflow(config).Policy ?? throw new InvalidOperationException("the policies were not checked before"));
        services.AddSingleton<CaseDecider>();
        services.AddSingleton<CaseBook>();
        services.AddSingleton<DueWork>();
        services.AddSingleton<LeadDesk>();
        services.AddSingleton<GradingTrial>();
        services.AddSingleton<CaseChanges>();
        services.AddSingleton<CaseDesk>();
        services.AddSingleton<CaseVerifier>();
        return services;
    }
}

/// <summary>Policies from the configured folder, else the built-in ones.</summary>
public static class PolicyFolder
{
    /// <summary>The grading policy, or every error with the file's name.</summary>
    public static (GradingPolicy? Policy, IReadOnlyList<string> Errors) Grading(PolicyConfig config) => Read(config, "grading.json", PolicyFile.Default, PolicyFile.Parse);

    /// <summary>When notices make no noise, or every error with the file's name.</summary>
    public static (CalmPolicy? Policy, IReadOnlyList<string> Errors) Calm(PolicyConfig config) => Read(config, "calm.json", CalmPolicy.Default, CalmFile.Parse);

    /// <summary>Item list, deadlines and calendar, or every error with the files' names.</summary>
    public static (WorkflowPolicy? Policy, IReadOnlyList<string> Errors) Workflow(PolicyConfig config)
    {
        var (items, wrongItems) = Read(config, "items.json", ItemPolicy.Default, ItemFile.Parse);
        var (deadlines, wrongDeadlines) = Read(config, "deadlines.json", DeadlinePolicy.Default, DeadlineFile.Parse);
        var (calendar, wrongCalendar) = Read(config, "calendar.json", BusinessCalendar.Default, CalendarFile.Parse);
        List<string> errors = [.. wrongItems, .. wrongDeadlines, .. wrongCalendar];
        return errors.Count > 0 ? (null, errors) : (new(items!, deadlines!, calendar!), []);
    }

    private static (T? Policy, IReadOnlyList<string> Errors) Read<T>(
        PolicyConfig config, string name, T builtIn, Func<string, (T? Policy, IReadOnlyList<string> Errors)> parse)
        where T : class
    {
        if (config.Folder is null || Path.Combine(config.Folder, name) is not { } file || !File.Exists(file))
            return (builtIn, []);
        var (policy, errors) = parse(File.ReadAllText(file));
        return (policy, [.. errors.Select(e => $"{file}: {e}")]);
    }
}
