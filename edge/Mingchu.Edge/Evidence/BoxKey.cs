using System.Security.Cryptography;
using Mingchu.Contracts.Messages;
using EvidenceMessage = Mingchu.Contracts.Messages.Evidence;

namespace Mingchu.Edge.Evidence;

/// <summary>
/// The box's own key pair, made at the first start: <c>DATA/box-key.pem</c>, readable by the worker's user only. It signs evidence; the collector learns its public half at birth.
/// </summary>
public sealed class BoxKey : IDisposable
{
    private const string File = "box-key.pem";
    private readonly ECDsa key;

    private BoxKey(ECDsa key)
    {
        this.key = key;
        var publicKey = key.ExportSubjectPublicKeyInfo();
        Public = new(EvidenceSeal.KeyId(publicKey), EvidenceSeal.Algorithm, Convert.ToBase64String(publicKey));
    }

    /// <summary>What everybody may know.</summary>
    public SigningKey Public { get; }

    /// <summary>Opens the key of a data folder, or makes it. One that can't be read is set aside and a new one is made, which the collector's administrator has to accept.</summary>
    /// <exception cref="IOException">It can't be read or written.</exception>
    public static BoxKey Open(string data, TimeProvider time, Serilog.ILogger log)
    {
        var path = Path.Combine(data, File);
        if (!System.IO.File.Exists(path))
            return Make(path);
        var key = ECDsa.Create();
        try
        {
            key.ImportFromPem(System.IO.File.ReadAllText(path));
            if (key.KeySize != 256)
                throw new CryptographicException("it is no P-256 key");
            return new(key);
        }
        catch (Exception e) when (e is CryptographicException or ArgumentException)
        {
            key.Dispose();
            var aside = $"{path}.damaged-{time.GetUtcNow():yyyyMMddTHHmmssfff}";
            System.IO.File.Move(path, aside);
            log.Error("The box's key {File} can't be read and was set aside as {Aside}: {Why}. A new one is made; accept it at the collector", path, aside, e.Message);
            return Make(path);
        }
    }

    /// <summary>The evidence with this box's signature.</summary>
    public EvidenceMessage Sign(string device, EvidenceMessage evidence) => evidence with
    {
        Signature = new(Public.Id, Convert.ToBase64String(key.SignData(EvidenceSeal.Manifest(device, evidence), HashAlgorithmName.SHA256))),
    };

    /// <inheritdoc/>
    public void Dispose() => key.Dispose();

    private static BoxKey Make(string path)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        // Its mode from the first byte on; under its name only when it is whole.
        using (var file = new FileStream(path + ".new", new FileStreamOptions
        {
            Mode = FileMode.Create, Access = FileAccess.Write, UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite,
        }))
        {
            file.Write(System.Text.Encoding.ASCII.GetBytes(key.ExportPkcs8PrivateKeyPem() + "\n"));
            file.Flush(flushToDisk: true);
        }
        System.IO.File.Move(path + ".new", path);
        return new(key);
    }
}
