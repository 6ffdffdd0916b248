using Mingchu.Collector.Config;
using Mingchu.Collector.Core.Premises;

namespace Mingchu.Collector.Premises;

/// <summary>The policy about premises, from <c>premises.json</c> of the configured folder, else the defaults.</summary>
public static class PremisesPolicies
{
    /// <summary>The policy, or every error with the file's name.</summary>
    public static (PremisesPolicy? Policy, IReadOnlyList<string> Errors) Read(PolicyConfig config)
    {
        if (config.Folder is null || Path.Combine(config.Folder, "premises.json") is not { } file || !File.Exists(file))
            return (new(), []);
        var (policy, errors) = PremisesPolicy.Parse(File.ReadAllText(file));
        return (policy, [.. errors.Select(e => $"{file}: {e}")]);
    }
}
