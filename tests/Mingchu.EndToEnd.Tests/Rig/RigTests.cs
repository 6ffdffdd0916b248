using System.Security.Cryptography;
using System.Text;
using MQTTnet;

namespace Mingchu.EndToEnd.Tests.Rig;

public sealed class RigTests
{
    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Children_die_with_a_parent_that_is_killed()
    {
        await using var folder = new RunFolder();
        // A shell stands for the rig: killed, it must take a child started the same way along.
        await using var parent = await ChildProcess.Start("parent", "bash", ["-c", "setpriv --pdeathsig KILL setsid sleep 1000 & echo $!; wait"], folder.At("log"));
        var id = await Wait.For("the child's id", () => Task.FromResult(parent.Tail(1) is { Length: > 0 } line ? line : null), Ct);
        // Only when it has become what it shall run has it asked to die with its parent.
        await Wait.Until("the child runs", () => File.ReadAllText($"/proc/{id}/comm").Trim() == "sleep", Ct);
        parent.Kill9();
        await Wait.Until("the child is gone", () => !Alive(id), Ct);
    }

    [Fact]
    public async Task What_a_child_started_dies_with_it()
    {
        await using var folder = new RunFolder();
        string id;
        await using (var child = await ChildProcess.Start("child", "bash", ["-c", "sleep 1000 & echo $!; wait"], folder.At("log")))
            id = await Wait.For("the grandchild's id", () => Task.FromResult(child.Tail(1) is { Length: > 0 } line ? line : null), Ct);
        await Wait.Until("the grandchild is gone", () => !Alive(id), Ct);
    }

    [Fact]
    public async Task A_run_folder_and_its_secrets_are_its_owners_alone()
    {
        string path;
        await using (var folder = new RunFolder())
        {
            path = folder.Path;
            Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute, File.GetUnixFileMode(path));
            Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(folder.Write("secret", RunFolder.Secret())));
        }
        Assert.False(Directory.Exists(path));
    }

    [Fact]
    public async Task Mosquitto_asks_for_a_password_and_comes_back_on_the_same_port_after_a_kill()
    {
        await using var folder = new RunFolder();
        await using var broker = new MosquittoBroker(folder);
        broker.AddDevice("box-1", "token-1");
        await broker.Start(Ct);
        Assert.Equal(MqttClientConnectResultCode.NotAuthorized, await Connect(broker.Port, "box-1", "wrong"));
        Assert.Equal(MqttClientConnectResultCode.Success, await Connect(broker.Port, "box-1", "token-1"));
        await broker.Kill9();
        Assert.False(await FreePort.Answers(broker.Port, Ct));
        await broker.Start(Ct);
        Assert.Equal(MqttClientConnectResultCode.Success, await Connect(broker.Port, "box-1", "token-1"));
    }

    [Fact]
    public void Ports_are_given_out_once_from_a_block_that_nobody_else_has()
    {
        var ports = Enumerable.Range(0, 50).Select(_ => FreePort.Next()).ToList();
        Assert.Equal(50, ports.Distinct().Count());
        var block = Assert.Single(ports.Select(p => (p - 10_000) / 2_000).Distinct());
        // What another process would try first is taken.
        using var other = new System.Net.Sockets.TcpListener(System.Net.IPAddress.Loopback, 10_000 + (block * 2_000));
        Assert.Throws<System.Net.Sockets.SocketException>(other.Start);
    }

    [Fact]
    public async Task PostgreSql_runs_with_a_password()
    {
        await using var folder = new RunFolder();
        await using var cluster = await PostgresCluster.Start(folder, Ct);
        var parts = cluster.ConnectionString("postgres").Split(';').Select(p => p.Split('=', 2)).ToDictionary(p => p[0], p => p[1]);
        var url = $"postgresql://mingchu@127.0.0.1:{parts["Port"]}/postgres";
        await Wait.Until("PostgreSQL answers a query", async () => await Psql(parts["Password"]) is { ExitCode: 0, Output: ["1"] }, Ct);
        Assert.NotEqual(0, (await Psql("wrong")).ExitCode);

        Task<Finished> Psql(string password) => ChildProcess.Run(
            "psql", "psql", ["-wAtc", "select 1", url], folder.At("psql.log"), Ct, environment: new Dictionary<string, string> { ["PGPASSWORD"] = password });
    }

    [Fact]
    public async Task The_webhook_receiver_tells_a_right_signature_from_a_wrong_one()
    {
        await using var folder = new RunFolder();
        await using var receiver = new WebhookReceiver(folder);
        var key = Convert.FromBase64String((await File.ReadAllTextAsync(receiver.SecretFile, Ct))["whsec_".Length..]);
        var now = DateTimeOffset.UtcNow.ToUnixTimeSeconds();
        Assert.Equal(204, await Send(key, now));
        Assert.Equal(401, await Send(RandomNumberGenerator.GetBytes(32), now));
        Assert.Equal(401, await Send(key, now - 3600));
        Assert.Equal([null, "no valid v1 signature", $"webhook-timestamp '{now - 3600}' is no Unix time within 5 minutes"], receiver.Received.Select(r => r.Problem));

        async Task<int> Send(byte[] with, long timestamp)
        {
            using var http = new HttpClient();
            const string body = """{"type":"case.opened"}""";
            using var request = new HttpRequestMessage(HttpMethod.Post, receiver.Url) { Content = new StringContent(body) };
            request.Headers.Add("webhook-id", "msg_1");
            request.Headers.Add("webhook-timestamp", $"{timestamp}");
            request.Headers.Add("webhook-signature", $"v1,{Convert.ToBase64String(HMACSHA256.HashData(with, Encoding.UTF8.GetBytes($"msg_1.{timestamp}.{body}").AsSpan()))}");
            return (int)(await http.SendAsync(request, Ct)).StatusCode;
        }
    }

    // A killed process stays a zombie until its new parent takes note; it does nothing any more.
    private static bool Alive(string id)
    {
        try
        {
            return !File.ReadAllText($"/proc/{id}/stat").Contains(") Z ", StringComparison.Ordinal);
        }
        catch (IOException)
        {
            return false;
        }
    }

    private static async Task<MqttClientConnectResultCode> Connect(int port, string user, string password)
    {
        using var client = new MqttClientFactory().CreateMqttClient();
        var options = new MqttClientOptionsBuilder().WithTcpServer("127.0.0.1", port).WithCredentials(user, password)
            .WithProtocolVersion(MQTTnet.Formatter.MqttProtocolVersion.V500).Build();
        return (await client.ConnectAsync(options, Ct)).ResultCode;
    }
}
