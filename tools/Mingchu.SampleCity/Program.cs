using System.CommandLine;
using System.Diagnostics;
using System.Globalization;
using Microsoft.Extensions.DependencyInjection;
using Mingchu.Collector;
using Mingchu.Collector.Config;
using Mingchu.Collector.Storage;
using Mingchu.SampleCity;

var config = new Option<string>("--config") { Required = true, Description = "Configuration of the collector whose database is filled" };
var premises = new Option<int>("--premises") { DefaultValueFactory = _ => 20_000, Description = "Food businesses, 1..200000" };
var months = new Option<int>("--months") { DefaultValueFactory = _ => 12, Description = "Months of history, 0..60" };
var seed = new Option<int>("--seed") { DefaultValueFactory = _ => 1, Description = "The same seed, size and end make the same city" };
var until = new Option<string?>("--until") { Description = "Last day of the history, yyyy-MM-dd; yesterday when absent" };
var root = new RootCommand("Fills an empty collector database with an invented city and what happened in it") { config, premises, months, seed, until };
root.SetAction(async (parsed, ct) =>
{
    var end = DateTimeOffset.UtcNow.UtcDateTime.Date;
    if (parsed.GetValue(until) is { } day && !DateTime.TryParseExact(day, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out end))
        return Fault($"--until: '{day}' is not a day like 2026-11-25");
    if (parsed.GetValue(until) is not null)
        end = end.AddDays(1);
    if (parsed.GetValue(premises) is < 1 or > 200_000)
        return Fault("--premises: must be 1 to 200000");
    if (parsed.GetValue(months) is < 0 or > 60)
        return Fault("--months: must be 0 to 60");
    var read = ConfigReader.Read(parsed.GetRequiredValue(config));
    if (read.Config is null)
        return Fault(string.Join('\n', read.Errors));
    var since = Stopwatch.StartNew();
    await using var collector = CollectorApp.Offline(read.Config);
    await collector.GetRequiredService<Migrator>().Run(ct);
    if (await SampleCityWriter.IsUsed(collector, ct))
        return Fault("the database is not empty; a sample city is put into a new one only");
    var plan = new CityPlan(parsed.GetValue(premises), parsed.GetValue(months), parsed.GetValue(seed), new(end, TimeSpan.Zero));
    var last = 0;
    await SampleCityWriter.Fill(collector, plan, written =>
    {
        if (written / 10_000 > last / 10_000)
            Console.Error.WriteLine($"{written} of {plan.Cases} cases, {since.Elapsed.TotalSeconds:F0} s");
        last = written;
    }, ct);
    Console.WriteLine($"{plan.Premises} premises and {plan.Cases} cases in {since.Elapsed.TotalSeconds:F0} s");
    return 0;
});
return await root.Parse(args).InvokeAsync();

static int Fault(string why)
{
    Console.Error.WriteLine(why);
    return 64;
}
