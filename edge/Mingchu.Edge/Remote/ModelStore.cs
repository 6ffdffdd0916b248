using System.Net;
using System.Security.Cryptography;
using Mingchu.Edge.Capture;
using Mingchu.Edge.Config;
using Mingchu.Edge.Inference;
using Mingchu.Edge.Inference.Manifests;
using Mingchu.Edge.Uplink;

namespace Mingchu.Edge.Remote;

/// <summary>
/// Models from the collector, in <c>DATA/models/SHA256/NAME</c>. A package counts when its hash is the one asked for, it unpacks, its manifest says what it
/// was asked as, and its reference input gives its reference output. What counts once is not downloaded again.
/// </summary>
public sealed class ModelStore : IDisposable
{
    private const int Kept = 2;
    private const int Tries = 5;
    private readonly EdgeConfig own;
    private readonly HttpClient http;
    private readonly TimeProvider time;
    private readonly Serilog.ILogger log;
    private readonly string folder;

    public ModelStore(EdgeConfig own, TimeProvider time, Serilog.ILogger log)
    {
        (this.own, this.time, this.log) = (own, time, log);
        folder = Path.Combine(own.Data, "models");
        http = CollectorHttp.Client(own.Collector, TimeSpan.FromMinutes(10));
    }

    /// <summary>Networks of the box's own folder, with those asked for in place of the ones of their names. All must be here already.</summary>
    public (Recogniser? Recogniser, IReadOnlyList<string> Errors) Load(EdgeConfig config)
    {
        var missing = config.ModelVersions.Where(v => !Directory.Exists(FolderOf(v))).Select(v => $"model {v.Name} {v.Version} is not on this box").ToList();
        if (missing.Count > 0)
            return (null, missing);
        var asked = config.ModelVersions.ToDictionary(v => v.Name, FolderOf, StringComparer.Ordinal);
        var folders = Directory.GetDirectories(config.Models).Where(d => File.Exists(Path.Combine(d, ManifestReader.FileName)))
            .Where(d => !asked.ContainsKey(Path.GetFileName(d))).Concat(asked.Values).OrderBy(Path.GetFileName, StringComparer.Ordinal).ToList();
        return ModelFolder.Load(folders, new() { IntraOpThreads = config.Analysis.Threads, Precision = config.Analysis.Precision, Uniforms = config.Uniforms });
    }

    /// <summary>Fetches and tries what is asked for and not here yet; throws when one does not do.</summary>
    public async Task FetchAsync(IReadOnlyList<ModelVersion> versions, CancellationToken ct)
    {
        foreach (var version in versions)
        {
            if (Directory.Exists(FolderOf(version)))
            {
                Directory.SetLastWriteTimeUtc(Path.Combine(folder, version.Sha256), time.GetUtcNow().UtcDateTime);
                continue;
            }
            var staging = Path.Combine(folder, ".staging");
            if (Directory.Exists(staging))
                Directory.Delete(staging, recursive: true);
            Directory.CreateDirectory(staging);
            var package = Path.Combine(staging, "package.zip");
            await DownloadAsync(version, package, ct);
            var unpacked = Path.Combine(staging, "model", version.Name);
            await Task.Run(() => ModelPackage.Unpack(package, unpacked), ct);
            await Task.Run(() => Try(version, unpacked), ct);
            Directory.Move(Path.Combine(staging, "model"), Path.Combine(folder, version.Sha256));
            Directory.Delete(staging, recursive: true);
            log.Information("Model {Name} {Version} is here and gives its reference output", version.Name, version.Version);
        }
    }

    /// <summary>Forgets old packages: of each name the newest two and those in use stay.</summary>
    public void Prune(IReadOnlyList<ModelVersion> used)
    {
        if (!Directory.Exists(folder))
            return;
        var packages = Directory.GetDirectories(folder).Where(d => Path.GetFileName(d).Length == 64)
            .GroupBy(d => Path.GetFileName(Directory.GetDirectories(d).FirstOrDefault() ?? ""), StringComparer.Ordinal);
        foreach (var old in packages.SelectMany(g => g.OrderByDescending(Directory.GetLastWriteTimeUtc).Skip(Kept)).Where(d => used.All(u => u.Sha256 != Path.GetFileName(d))).ToList())
            Directory.Delete(old, recursive: true);
    }

    /// <inheritdoc/>
    public void Dispose() => http.Dispose();

    private string FolderOf(ModelVersion version) => Path.Combine(folder, version.Sha256, version.Name);

    private static void Try(ModelVersion version, string unpacked)
    {
        var errors = new List<string>();
        var manifest = ManifestReader.Read(unpacked, errors);
        if (manifest is null)
            throw new InvalidDataException(string.Join("; ", errors));
        if (manifest.Version != version.Version)
            throw new InvalidDataException($"the package of {version.Name} holds version {manifest.Version}, asked for is {version.Version}");
        if (ModelTrial.Fault(manifest) is { } fault)
            throw new InvalidDataException(fault);
    }

    private async Task DownloadAsync(ModelVersion version, string package, CancellationToken ct)
    {
        var address = new Uri(own.Collector.Evidence.AbsoluteUri.TrimEnd('/') + $"/models/v1/{own.Device}/{version.Name}/{version.Version}");
        for (var attempt = 1; ; attempt++)
        {
            try
            {
                using var request = new HttpRequestMessage(HttpMethod.Get, address);
                request.Headers.Authorization = new("Bearer", await Token.ReadAsync(own.Collector.TokenFile, ct));
                using var response = await http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, ct);
                if (response.StatusCode == HttpStatusCode.NotFound)
                    throw new InvalidDataException($"the collector has no model {version.Name} {version.Version}");
                response.EnsureSuccessStatusCode();
                var hash = await SaveAsync(await response.Content.ReadAsStreamAsync(ct), package, ct);
                if (hash != version.Sha256)
                    throw new InvalidDataException($"the package of {version.Name} {version.Version} has SHA-256 {hash}, asked for is {version.Sha256}");
                return;
            }
            catch (Exception e) when (attempt < Tries && !ct.IsCancellationRequested && e is HttpRequestException or IOException or TaskCanceledException)
            {
                log.Warning("Model {Name} {Version} did not come: {Why}", version.Name, version.Version, e.Message);
                await Task.Delay(Backoff.After(attempt, Random.Shared.NextDouble()), time, ct);
            }
        }
    }

    private static async Task<string> SaveAsync(Stream content, string file, CancellationToken ct)
    {
        using var sha = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        await using var to = new FileStream(file, FileMode.Create, FileAccess.Write);
        var buffer = new byte[81920];
        for (int read; (read = await content.ReadAsync(buffer, ct)) > 0;)
        {
            if (to.Length + read > ModelPackage.MaxBytes)
                throw new InvalidDataException($"the package is larger than {ModelPackage.MaxBytes} bytes");
            sha.AppendData(buffer, 0, read);
            await to.WriteAsync(buffer.AsMemory(0, read), ct);
        }
        return Convert.ToHexStringLower(sha.GetHashAndReset());
    }
}
