using System.Text.Json;
using System.Text.Json.Nodes;

namespace Mingchu.Rig;

/// <summary>How a collector is set up.</summary>
public sealed record CollectorSetup
{
    /// <summary>Null: SQLite in the run's folder; else a PostgreSQL connection string.</summary>
    public string? Postgres { get; init; }

    /// <summary>Null: the embedded broker; else this one.</summary>
    public MosquittoBroker? Broker { get; init; }

    /// <summary>Receiver of webhooks for all audiences.</summary>
    public WebhookReceiver? Webhook { get; init; }

    /// <summary>Address people open; null: its own on loopback.</summary>
    public int? HttpPort { get; init; }

    /// <summary>Writes the configuration file; ports stay the same over restarts.</summary>
    internal (string File, int Http, int Mqtt) Write(RunFolder folder)
    {
        var http = HttpPort ?? FreePort.Next();
        var mqtt = Broker?.Port ?? FreePort.Next();
        var config = new JsonObject
        {
            ["Storage"] = new JsonObject
            {
                ["Provider"] = Postgres is null ? "sqlite" : "postgres",
                ["ConnectionString"] = Postgres ?? $"Data Source={folder.At("collector.db")}",
            },
            ["Mqtt"] = Broker is null
                ? new JsonObject { ["Embedded"] = new JsonObject { ["Listen"] = $"127.0.0.1:{mqtt}" } }
                : new JsonObject
                {
                    ["External"] = new JsonObject
                    {
                        ["Host"] = "127.0.0.1", ["Port"] = mqtt, ["User"] = MosquittoBroker.CollectorUser, ["PasswordFile"] = Broker.CollectorPasswordFile,
                    },
                },
            ["Http"] = new JsonObject { ["Urls"] = $"http://127.0.0.1:{http}" },
            ["Metrics"] = new JsonObject { ["Listen"] = $"127.0.0.1:{FreePort.Next()}" },
            ["Evidence"] = new JsonObject { ["Folder"] = folder.Folder("evidence") },
            ["Push"] = new JsonObject { ["PublicUrl"] = $"http://127.0.0.1:{http}" },
        };
        if (Webhook is not null)
            config["Push"]!["Webhooks"] = new JsonArray(new JsonObject
            {
                ["Name"] = "rig", ["Url"] = Webhook.Url.AbsoluteUri, ["SecretFile"] = Webhook.SecretFile,
            });
        return (folder.Write("collector.json", config.ToJsonString(new JsonSerializerOptions { WriteIndented = true })), http, mqtt);
    }
}
