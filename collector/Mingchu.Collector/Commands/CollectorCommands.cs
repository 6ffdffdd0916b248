using System.CommandLine;
using Mingchu.Collector.Accounts;
using Mingchu.Collector.Config;
using Mingchu.Collector.Devices;
using Mingchu.Collector.Evidence;
using Mingchu.Collector.Labels;
using Mingchu.Collector.Models;
using Mingchu.Collector.Platforms;
using Mingchu.Collector.Premises;
using Mingchu.Collector.Storage;

namespace Mingchu.Collector.Commands;

/// <summary>The command line. Every command takes <c>--config</c>; all but <c>run</c> also work while the collector runs.</summary>
public static class CollectorCommands
{
    /// <summary>Exit code for a configuration that can't be used (EX_CONFIG of sysexits).</summary>
    public const int BadConfig = 78;

    public static readonly Option<string?> ConfigFile = new("--config") { Description = "Configuration file (JSON)", Recursive = true };

    public static RootCommand Root() => new("Mingchu collector: takes in alerts, makes cases, lets supervisors settle them")
    {
        ConfigFile,
        Run(),
        PremisesCommand(),
        PlatformCommand(),
        DeviceCommand(),
        ModelCommand(),
        UserCommand(),
        TokenCommand(),
        ReviewCommands.Review(),
        UpkeepCommands.Verify(),
        UpkeepCommands.DeadLetters(),
        PolicyCommands.Policy(),
    };

    /// <summary>Reads the configuration, opens the storage, does the work; prints every error and gives the exit code.</summary>
    public static async Task<int> With(ParseResult parsed, Func<IServiceProvider, CancellationToken, Task<int>> work, CancellationToken ct)
    {
        if (Load(parsed) is not { } config)
            return BadConfig;
        return await Guarded(async () =>
        {
            await using var services = CollectorApp.Offline(config);
            await services.GetRequiredService<Migrator>().Run(ct);
            return await work(services, ct);
        });
    }

    // What the operator can mend is a sentence; anything else is ours, and its trace is wanted.
    private static async Task<int> Guarded(Func<Task<int>> work)
    {
        try
        {
            return await work();
        }
        catch (Exception e) when (e is System.Data.Common.DbException || e.InnerException is System.Data.Common.DbException)
        {
            await Console.Error.WriteLineAsync($"the database of Storage:ConnectionString can't be used: {(e.InnerException ?? e).Message}");
            return 1;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or System.Net.Sockets.SocketException)
        {
            await Console.Error.WriteLineAsync(e.Message);
            return 1;
        }
    }

    private static Command Run()
    {
        var command = new Command("run", "Run the collector until it is stopped");
        command.SetAction(async (parsed, ct) =>
        {
            if (Load(parsed) is not { } config)
                return BadConfig;
            return await Guarded(async () =>
            {
                await using var app = CollectorApp.Build(config);
                await app.Services.GetRequiredService<Migrator>().Run(ct);
                await app.Services.GetRequiredService<EvidenceFiles>().Try(ct);
                await app.RunAsync(ct);
                return 0;
            });
        });
        return command;
    }

    private static Command PremisesCommand()
    {
        var id = new Argument<string>("id");
        var name = new Option<string>("--name") { Required = true, Description = "Name for people" };
        var area = new Option<string>("--area") { Required = true, Description = "Path of the area, e.g. putian/xianyou" };
        var add = new Command("add", "Register premises") { id, name, area };
        add.SetAction((parsed, ct) => With(parsed, async (services, ct) => Said(
            await services.GetRequiredService<PremisesRegistry>()
                .Add(parsed.GetRequiredValue(id), parsed.GetRequiredValue(name), parsed.GetRequiredValue(area), ct)), ct));
        return new Command("premises", "Food businesses") { add };
    }

    private static Command PlatformCommand()
    {
        var id = new Argument<string>("id");
        var name = new Option<string>("--name") { Required = true, Description = "Name for people" };
        var add = new Command("add", "Register a takeaway platform; accounts and premises name it by its id") { id, name };
        add.SetAction((parsed, ct) => With(parsed, async (services, ct) => Said(
            await services.GetRequiredService<PlatformRegistry>().Put(parsed.GetRequiredValue(id), parsed.GetRequiredValue(name), "", "", null, ct) switch
            {
                null => null,
                "exists" => $"platform '{parsed.GetRequiredValue(id)}' is there already",
                _ => "an id has 1..64 lower-case letters, digits and inner hyphens, a name 1..200 characters",
            }), ct));
        return new Command("platform", "Takeaway platforms") { add };
    }

    private static Command DeviceCommand()
    {
        var id = new Argument<string>("id");
        var premises = new Option<string>("--premises") { Required = true, Description = "Id of the premises it stands in" };
        var renew = new Option<bool>("--renew") { Description = "Give an existing device a new token" };
        var add = new Command("add", "Register an edge box and print its token, once") { id, premises, renew };
        add.SetAction((parsed, ct) => With(parsed, async (services, ct) =>
        {
            var (token, error) = await services.GetRequiredService<DeviceRegistry>()
                .Add(parsed.GetRequiredValue(id), parsed.GetRequiredValue(premises), parsed.GetValue(renew), ct);
            if (token is not null)
                Console.WriteLine(token);
            return Said(error);
        }, ct));
        return new Command("device", "Edge boxes") { add };
    }

    private static Command ModelCommand()
    {
        var folder = new Argument<DirectoryInfo>("folder") { Description = "A model's folder, with model.yaml and reference" };
        var add = new Command("add", "Keep a model for boxes and print the line for modelVersions of their configuration") { folder };
        add.SetAction((parsed, ct) => With(parsed, (services, _) =>
        {
            var (line, error) = services.GetRequiredService<ModelShelf>().Add(parsed.GetRequiredValue(folder).FullName);
            if (line is not null)
                Console.WriteLine(line);
            return Task.FromResult(Said(error));
        }, ct));
        return new Command("model", "Models for boxes") { add };
    }

    private static Command UserCommand()
    {
        var name = new Argument<string>("name");
        var role = new Option<string>("--role") { Required = true, Description = string.Join(" or ", Roles.All) };
        var area = new Option<string?>("--area") { Description = "Path of the area the person sees, e.g. putian/xianyou; supervisor and admin may go without and see all" };
        var premises = new Option<string?>("--premises") { Description = "Id of a merchant's premises" };
        var platform = new Option<string?>("--platform") { Description = "Id of the platform" };
        var add = new Command("add", "Add a person; the password is read from standard input, or made and printed once when that is a terminal or empty")
        {
            name, role, area, premises, platform,
        };
        add.SetAction((parsed, ct) => With(parsed, async (services, ct) =>
        {
            var (duty, error) = Duty.From(parsed.GetRequiredValue(role), parsed.GetValue(area), parsed.GetValue(premises), parsed.GetValue(platform));
            return duty is null ? Said(error) : await AccountCommands.AddUser(services, parsed.GetRequiredValue(name), duty,
                Console.IsInputRedirected ? await Console.In.ReadLineAsync(ct) : null, Console.Out, Console.Error);
        }, ct));
        return new Command("user", "People who sign in") { add };
    }

    private static Command TokenCommand()
    {
        var name = new Argument<string>("name");
        var area = new Option<string?>("--area") { Description = "Path of the area its holder sees; without, the whole tree" };
        var add = new Command("add", "Add an API token and print it, once; the same name replaces the old token") { name, area };
        add.SetAction((parsed, ct) => With(parsed, async (services, ct) =>
        {
            var (duty, error) = Duty.From(Roles.Supervisor, parsed.GetValue(area), null, null);
            return duty is null ? Said(error) : await AccountCommands.AddToken(services, parsed.GetRequiredValue(name), duty.Area, Console.Out, Console.Error);
        }, ct));
        return new Command("token", "API tokens of other systems") { add };
    }

    private static CollectorConfig? Load(ParseResult parsed)
    {
        var result = ConfigReader.Read(parsed.GetValue(ConfigFile));
        foreach (var error in result.Errors)
            Console.Error.WriteLine(error);
        return result.Config;
    }

    private static int Said(string? error)
    {
        if (error is null)
            return 0;
        Console.Error.WriteLine(error);
        return 1;
    }
}
