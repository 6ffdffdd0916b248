using System.CommandLine;
using System.Globalization;
using Mingchu.Collector.Cases;
using Mingchu.Collector.Core;
using Mingchu.Collector.Core.Grading;

namespace Mingchu.Collector.Commands;

/// <summary>Commands of whoever writes policies.</summary>
internal static class PolicyCommands
{
    public static Command Policy()
    {
        var file = new Argument<FileInfo>("file") { Description = "A grading.json" };
        var days = new Option<int>("--days") { DefaultValueFactory = _ => 30, Description = "How far back" };
        var attempt = new Command("try", "Say what a changed grading policy would have done with past cases; changes nothing") { file, days };
        attempt.SetAction((parsed, ct) => CollectorCommands.With(parsed, async (services, ct) =>
        {
            var path = parsed.GetValue(file)!;
            if (!path.Exists)
            {
                await Console.Error.WriteLineAsync($"there is no file {path.FullName}");
                return 1;
            }

            var (policy, errors) = PolicyFile.Parse(await File.ReadAllTextAsync(path.FullName, ct));
            foreach (var error in errors)
                await Console.Error.WriteLineAsync($"{path.Name}: {error}");
            if (policy is null)
                return CollectorCommands.BadConfig;
            var result = await services.GetRequiredService<GradingTrial>().Run(Core.Areas.Scope.Everything, policy, Math.Clamp(parsed.GetValue(days), 1, 3660), ct);
            foreach (var change in result.Changes)
                Console.WriteLine(string.Join('\t', change.Number, change.Hazard, $"{change.Was} -> {change.WouldBe}",
                    string.Join("; ", change.Reasons.Select(r => r.In(CultureInfo.CurrentUICulture)))));
            Console.WriteLine($"{result.Cases} cases; grades 1/2/3 were {string.Join('/', result.Before)}, would be {string.Join('/', result.After)}; {result.Changes.Count} changed");
            return 0;
        }, ct));
        return new Command("policy", "Policies of grading") { attempt };
    }
}
