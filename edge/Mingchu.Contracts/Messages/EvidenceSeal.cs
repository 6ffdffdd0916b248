using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace Mingchu.Contracts.Messages;

/// <summary>
/// How evidence is signed: ECDSA on P-256 with SHA-256, over a manifest of what must not change: the file's hash, which box and camera took it, and when. Each side makes the manifest from
/// the message, so none is sent.
/// </summary>
public static class EvidenceSeal
{
    /// <summary><see cref="SigningKey.Algorithm"/> of keys that make such signatures.</summary>
    public const string Algorithm = "ecdsa-p256-sha256";

    /// <summary>
    /// What is signed: UTF-8, eight lines, each ended by a line feed: <c>mc.evidence.v1</c>, device, camera, alert id, kind, media type, SHA-256, and the time as the message has it
    /// (<c>2026-01-31T08:15:30.250Z</c>).
    /// </summary>
    public static byte[] Manifest(string device, Evidence evidence) => Encoding.UTF8.GetBytes(string.Concat(
        MessageTypes.Evidence, "\n", device, "\n", evidence.Camera, "\n", evidence.AlertId, "\n", Word(evidence.Kind), "\n", evidence.MediaType, "\n", evidence.Sha256, "\n",
        evidence.CapturedAt.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss.fff'Z'", CultureInfo.InvariantCulture), "\n"));

    /// <summary>The id of a public key: the first 32 hex digits of the SHA-256 of its DER bytes.</summary>
    public static string KeyId(ReadOnlySpan<byte> publicKey) => Convert.ToHexStringLower(SHA256.HashData(publicKey))[..32];

    /// <summary>Whether this is a key that can make such signatures, and its id is its own.</summary>
    public static bool IsUsable(SigningKey key)
    {
        try
        {
            return key.Algorithm == Algorithm && Convert.FromBase64String(key.PublicKey) is var bytes && key.Id == KeyId(bytes) && Open(bytes) is { } opened && Dispose(opened);
        }
        catch (Exception e) when (e is FormatException or CryptographicException)
        {
            return false;
        }
    }

    /// <summary>Whether the evidence is signed by this key.</summary>
    /// <param name="publicKey">As <see cref="SigningKey.PublicKey"/>.</param>
    public static bool IsSigned(string device, Evidence evidence, string publicKey)
    {
        if (evidence is not { Signature: { } signature, Camera: not null })
            return false;
        try
        {
            using var key = Open(Convert.FromBase64String(publicKey));
            return key.VerifyData(Manifest(device, evidence), Convert.FromBase64String(signature.Value), HashAlgorithmName.SHA256);
        }
        catch (Exception e) when (e is FormatException or CryptographicException)
        {
            return false;
        }
    }

    private static ECDsa Open(byte[] publicKey)
    {
        var key = ECDsa.Create();
        key.ImportSubjectPublicKeyInfo(publicKey, out var read);
        return read == publicKey.Length && key.KeySize == 256 ? key : throw new CryptographicException("not one P-256 key");
    }

    private static bool Dispose(ECDsa key)
    {
        key.Dispose();
        return true;
    }

    private static string Word(EvidenceKind kind) => kind switch
    {
        EvidenceKind.Clean => "clean",
        EvidenceKind.Boxed => "boxed",
        _ => "clip",
    };
}
