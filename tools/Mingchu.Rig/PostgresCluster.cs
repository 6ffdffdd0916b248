namespace Mingchu.Rig;

/// <summary>A PostgreSQL server of its own in a run's folder, on loopback, with a generated password.</summary>
public sealed class PostgresCluster : IAsyncDisposable
{
    private const string Installation = "/usr/lib/postgresql";
    private readonly ChildProcess process;
    private readonly int port;
    private readonly string password;

    private PostgresCluster(ChildProcess process, int port, string password) => (this.process, this.port, this.password) = (process, port, password);

    /// <summary>Makes a cluster and starts it.</summary>
    public static async Task<PostgresCluster> Start(RunFolder folder, CancellationToken ct)
    {
        var bin = Directory.Exists(Installation)
            ? Directory.GetDirectories(Installation).OrderByDescending(d => d, StringComparer.Ordinal).Select(d => Path.Combine(d, "bin")).FirstOrDefault(d => File.Exists(Path.Combine(d, "postgres")))
            : null;
        if (bin is null)
            throw new InvalidOperationException("PostgreSQL is not installed: apt-get install postgresql");
        // The server refuses to run as root; Debian's package brings the user postgres, who needs a folder of its own then.
        var runAs = Environment.UserName == "root" ? "postgres" : null;
        var home = Directory.CreateTempSubdirectory("mingchu-postgres-").FullName;
        var (port, password) = (FreePort.Next(), RunFolder.Secret());
        var passwordFile = folder.Write("postgres.password", password);
        if (runAs is not null)
        {
            File.Copy(passwordFile, Path.Combine(home, "password"));
            passwordFile = Path.Combine(home, "password");
            await Checked("chown", "chown", ["-R", runAs, home], null);
        }
        var data = Path.Combine(home, "data");
        await Checked("initdb", Path.Combine(bin, "initdb"),
            ["-D", data, "-U", "mingchu", "-A", "scram-sha-256", $"--pwfile={passwordFile}", "-E", "UTF8", "--no-locale", "--no-sync"], runAs);
        var process = await ChildProcess.Start("postgres", Path.Combine(bin, "postgres"),
            ["-D", data, "-p", $"{port}", "-c", "listen_addresses=127.0.0.1", "-c", $"unix_socket_directories={home}", "-c", "fsync=off", "-c", "max_connections=400"],
            folder.At("postgres.log"), runAs: runAs, folder: "/");
        var cluster = new PostgresCluster(process, port, password) { Home = home };
        // It listens some time before it takes anybody in.
        await Wait.Until("PostgreSQL is ready", async () => (await ChildProcess.Run("pg_isready", Path.Combine(bin, "pg_isready"),
            ["-q", "-h", "127.0.0.1", "-p", $"{port}"], folder.At("postgres.log"), ct)).ExitCode == 0, ct, context: process.Story);
        return cluster;

        async Task Checked(string name, string file, string[] arguments, string? user)
        {
            var done = await ChildProcess.Run(name, file, arguments, folder.At("postgres.log"), ct, runAs: user);
            if (done.ExitCode != 0)
                throw new InvalidOperationException($"{name} failed: {done.Everything}");
        }
    }

    private string Home { get; init; } = "";

    /// <summary>Connection string of a database; the collector makes it when it is not there, as does <c>createdb</c>.</summary>
    public string ConnectionString(string database) =>
        $"Host=127.0.0.1;Port={port};Username=mingchu;Password={password};Database={database};Include Error Detail=true";

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        // The other signal lets it wait for its clients to go.
        await process.Stop(interrupt: true);
        await process.DisposeAsync();
        try
        {
            Directory.Delete(Home, recursive: true);
        }
        catch (IOException)
        {
            // A backend on its way out may still write.
        }
    }
}
