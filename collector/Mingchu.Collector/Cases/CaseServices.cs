using Mingchu.Collector.Config;
using Mingchu.Collector.Core.Calm;
using Mingchu.Collector.Core.Cases;
using Mingchu.Collector.Core.Deadlines;
using Mingchu.Collector.Core.Grading;
using Mingchu.Collector.Core.Items;
using Mingchu.Collector.Core.Licences;
using Mingchu.Collector.Core.Patrols;
using Mingchu.Collector.Core.Platforms;
using Mingchu.Collector.Core.Premises;
using Mingchu.Collector.Core.Risk;

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
        services.AddSingleton<LeadIntake>();
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

    /// <summary>Who must look after premises and how often, or every error with the file's name.</summary>
    public static (PremisesPolicy? Policy, IReadOnlyList<string> Errors) Premises(PolicyConfig config) => Read(config, "premises.json", new PremisesPolicy(), PremisesPolicy.Parse);

    /// <summary>How platforms are dealt with, or every error with the file's name.</summary>
    public static (PlatformPolicy? Policy, IReadOnlyList<string> Errors) Platforms(PolicyConfig config) =>
        Read(config, "platforms.json", PlatformPolicy.Default, PlatformPolicyFile.Parse);

    /// <summary>What makes risk indexes, or every error with the file's name.</summary>
    public static (RiskPolicy? Policy, IReadOnlyList<string> Errors) Risk(PolicyConfig config) => Read(config, "risk.json", RiskPolicy.Default, RiskPolicyFile.Parse);

    /// <summary>How licences are compared with shops, or every error with the file's name.</summary>
    public static (LicencePolicy? Policy, IReadOnlyList<string> Errors) Licences(PolicyConfig config) =>
        Read(config, "licences.json", LicencePolicy.Default, LicencePolicyFile.Parse);

    /// <summary>Item list, deadlines and calendar, or every error with the files' names.</summary>
    public static (WorkflowPolicy? Policy, IReadOnlyList<string> Errors) Workflow(PolicyConfig config)
    {
        var (items, wrongItems) = Read(config, "items.json", ItemPolicy.Default, ItemFile.Parse);
        var (deadlines, wrongDeadlines) = Read(config, "deadlines.json", DeadlinePolicy.Default, DeadlineFile.Parse);
        var (calendar, wrongCalendar) = Read(config, "calendar.json", BusinessCalendar.Default, CalendarFile.Parse);
        List<string> errors = [.. wrongItems, .. wrongDeadlines, .. wrongCalendar];
        return errors.Count > 0 ? (null, errors) : (new(items!, deadlines!, calendar!), []);
    }

    /// <summary>The check lists, or every error with the file's name.</summary>
    public static (CheckLists? Policy, IReadOnlyList<string> Errors) CheckLists(PolicyConfig config) =>
        Read(config, "checklists.json", Core.Patrols.CheckLists.Default, CheckListFile.Parse);

    /// <summary>Draws, key lists, campaigns and the round, or every error with the file's name.</summary>
    public static (PatrolPolicy? Policy, IReadOnlyList<string> Errors) Patrols(PolicyConfig config) => Read(config, "patrols.json", PatrolPolicy.Default, PatrolFile.Parse);

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
