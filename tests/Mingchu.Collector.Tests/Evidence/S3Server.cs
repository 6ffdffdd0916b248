using Mingchu.Collector.Config;
using Mingchu.Rig;

[assembly: AssemblyFixture(typeof(Mingchu.Collector.Tests.Evidence.S3Server))]

namespace Mingchu.Collector.Tests.Evidence;

/// <summary>An S3 server with one bucket, started when first needed; it checks access keys, but no signatures.</summary>
public sealed class S3Server : IAsyncLifetime
{
    // The server's only account.
    private const string Key = "S3RVER";
    private const string Bucket = "evidence";

    private readonly RunFolder folder = new();
    private readonly SemaphoreSlim gate = new(1, 1);
    private readonly int port = FreePort.Next();
    private ChildProcess? process;

    /// <summary>The account's secret.</summary>
    public static string Secret => Key;

    public ValueTask InitializeAsync() => ValueTask.CompletedTask;

    /// <summary>The running server's bucket.</summary>
    public async Task<S3Config> Start(CancellationToken ct)
    {
        await gate.WaitAsync(ct);
        try
        {
            process ??= await ChildProcess.Start("s3rver", "node",
                [Repository.At("tests", "Mingchu.Collector.Tests", "s3", "node_modules", "s3rver", "bin", "s3rver.js"),
                    "-d", folder.Folder("s3"), "-a", "127.0.0.1", "-p", $"{port}", "--no-vhost-buckets", "--silent", "--configure-bucket", Bucket], folder.At("s3.log"));
            await Wait.Until("the S3 server listens", () => FreePort.Answers(port, ct), ct, context: process.Story);
        }
        finally
        {
            gate.Release();
        }

        return new() { Endpoint = $"http://127.0.0.1:{port}", Bucket = Bucket, AccessKey = Key, SecretFile = folder.Write($"secret-{Guid.NewGuid():N}", Secret) };
    }

    public async ValueTask DisposeAsync()
    {
        if (process is not null)
            await process.DisposeAsync();
        await folder.DisposeAsync();
        gate.Dispose();
    }
}
