using Mingchu.Collector.Config;
using Mingchu.Collector.Core.Grading;

namespace Mingchu.Collector.Cases;

/// <summary>Registers cases and the policy they are graded by.</summary>
public static class CaseServices
{
    public static IServiceCollection AddCases(this IServiceCollection services, PolicyConfig config)
    {
        services.AddSingleton(PolicyFolder.Grading(config).Policy ?? throw new InvalidOperationException("the policy was not checked before"));
        services.AddSingleton<CaseBook>();
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
    public static (GradingPolicy? Policy, IReadOnlyList<string> Errors) Grading(PolicyConfig config)
    {
        if (config.Folder is null || Path.Combine(config.Folder, "grading.json") is not { } file || !File.Exists(file))
            return (PolicyFile.Default, []);
        var (policy, errors) = PolicyFile.Parse(File.ReadAllText(file));
        return (policy, [.. errors.Select(e => $"{file}: {e}")]);
    }
}
