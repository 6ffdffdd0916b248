using Mingchu.Collector.Push;

namespace Mingchu.Collector.Config;

/// <summary>The collector's configuration: file, then environment (<c>MINGCHU_Storage__Provider</c>). Unknown names are errors.</summary>
public sealed class CollectorConfig
{
    public StorageConfig Storage { get; init; } = new();

    public MqttConfig Mqtt { get; init; } = new();

    public HttpConfig Http { get; init; } = new();

    public MetricsConfig Metrics { get; init; } = new();

    public EvidenceConfig Evidence { get; init; } = new();

    public ModelsConfig Models { get; init; } = new();

    public ViewingConfig Viewing { get; init; } = new();

    public PolicyConfig Policy { get; init; } = new();

    public DeadLetterConfig DeadLetters { get; init; } = new();

    public PushConfig Push { get; init; } = new();

    public LogConfig Log { get; init; } = new();
}

/// <summary>Where cases are kept.</summary>
public sealed class StorageConfig
{
    /// <summary><c>sqlite</c> or <c>postgres</c>.</summary>
    public string Provider { get; init; } = "sqlite";

    /// <summary>ADO.NET connection string of the provider.</summary>
    public string ConnectionString { get; init; } = "Data Source=data/collector.db";
}

/// <summary>The broker: either the one inside, or another one.</summary>
public sealed class MqttConfig
{
    public EmbeddedBrokerConfig? Embedded { get; init; }

    public ExternalBrokerConfig? External { get; init; }
}

/// <summary>The broker inside the collector, for one collector on one machine.</summary>
public sealed class EmbeddedBrokerConfig
{
    /// <summary><c>ADDRESS:PORT</c> without TLS.</summary>
    public string Listen { get; init; } = "127.0.0.1:1883";

    /// <summary>TLS on a second address.</summary>
    public BrokerTlsConfig? Tls { get; init; }
}

/// <summary>TLS of the embedded broker.</summary>
public sealed class BrokerTlsConfig
{
    /// <summary><c>ADDRESS:PORT</c>.</summary>
    public string Listen { get; init; } = "";

    /// <summary>PKCS#12 file with certificate and key.</summary>
    public string Certificate { get; init; } = "";

    /// <summary>File with its password; null for none.</summary>
    public string? PasswordFile { get; init; }
}

/// <summary>A broker elsewhere: Mosquitto, an EMQX cluster.</summary>
public sealed class ExternalBrokerConfig
{
    public string Host { get; init; } = "";

    public int Port { get; init; } = 1883;

    public string User { get; init; } = "collector";

    /// <summary>File whose first line is the password.</summary>
    public string PasswordFile { get; init; } = "";

    public bool Tls { get; init; }

    /// <summary>PEM file of the authority that signed the broker's certificate; null for the system's.</summary>
    public string? Ca { get; init; }

    /// <summary>Group of the shared subscription; collectors of one group share the messages.</summary>
    public string Group { get; init; } = "collector";
}

/// <summary>Pages, API and evidence upload.</summary>
public sealed class HttpConfig
{
    /// <summary>Addresses separated by semicolons.</summary>
    public string Urls { get; init; } = "http://127.0.0.1:8080";
}

/// <summary>Prometheus figures.</summary>
public sealed class MetricsConfig
{
    /// <summary><c>ADDRESS:PORT</c> of <c>/metrics</c>; empty for none. Not authenticated: keep it on loopback.</summary>
    public string Listen { get; init; } = "127.0.0.1:9464";
}

/// <summary>Where pictures and clips are kept.</summary>
public sealed class EvidenceConfig
{
    /// <summary>Where they are kept; with <see cref="S3"/> only while they come in.</summary>
    public string Folder { get; init; } = "data/evidence";

    /// <summary>Largest file taken, bytes.</summary>
    public long MaxBytes { get; init; } = 32 * 1024 * 1024;

    /// <summary>An S3-compatible store to keep them in instead; null for the folder.</summary>
    public S3Config? S3 { get; init; }
}

/// <summary>A bucket of an S3-compatible store.</summary>
public sealed class S3Config
{
    /// <summary>http or https address of the store.</summary>
    public string Endpoint { get; init; } = "";

    /// <summary>Name of the bucket; it must be there.</summary>
    public string Bucket { get; init; } = "";

    /// <summary>Region that requests are signed for; most stores of one's own go by <c>us-east-1</c>.</summary>
    public string Region { get; init; } = "us-east-1";

    /// <summary>Access key; must be allowed to list, read and write in the bucket.</summary>
    public string AccessKey { get; init; } = "";

    /// <summary>File with its secret.</summary>
    public string SecretFile { get; init; } = "";

    /// <summary>Whether the bucket stands in the path of an address; false when it is a part of the host's name, as some clouds demand.</summary>
    public bool PathStyle { get; init; } = true;
}

/// <summary>Models for boxes.</summary>
public sealed class ModelsConfig
{
    public string Folder { get; init; } = "data/models";
}

/// <summary>Policies that differ from the built-in ones.</summary>
public sealed class PolicyConfig
{
    /// <summary>Folder that may hold <c>grading.json</c>, <c>items.json</c>, <c>deadlines.json</c>, <c>calendar.json</c>, <c>calm.json</c>, <c>checklists.json</c>, <c>patrols.json</c>, <c>premises.json</c>, <c>platforms.json</c>, <c>licences.json</c>, <c>risk.json</c> and <c>routing.json</c>; null for the built-in policies.</summary>
    public string? Folder { get; init; }
}

/// <summary>Messages that were rejected.</summary>
public sealed class DeadLetterConfig
{
    /// <summary>How many are kept per device; the oldest go first.</summary>
    public int PerDevice { get; init; } = 1000;
}

/// <summary>Log on the console.</summary>
public sealed class LogConfig
{
    /// <summary>Verbose, Debug, Information, Warning or Error.</summary>
    public string Level { get; init; } = "Information";

    /// <summary>One JSON object per line instead of text.</summary>
    public bool Json { get; init; }
}
