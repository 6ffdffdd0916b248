using System.Text.Json.Serialization;
using Mingchu.Collector.Devices;
using Mingchu.Contracts;
using Mingchu.Contracts.Messages;

namespace Mingchu.Collector.Evidence;

/// <summary>What the signature of a piece of evidence is worth.</summary>
[JsonConverter(typeof(KebabCase<SealState>))]
public enum SealState
{
    /// <summary>The box did not sign it, or it was not announced yet.</summary>
    Unsigned,

    /// <summary>Signed by the box's own key.</summary>
    Signed,

    /// <summary>Signed by a key that no administrator has accepted, or by one that was given up before it came.</summary>
    OtherKey,

    /// <summary>The signature is not one of this file, box, camera and time: something was changed.</summary>
    Broken,
}

/// <summary>Judges signatures by computing them anew from what is stored, so that a change of the stored shows.</summary>
public static class Seals
{
    /// <summary>What a row's signature is worth.</summary>
    /// <param name="keys">Keys of its device.</param>
    public static SealState Of(EvidenceRow row, IEnumerable<DeviceKeyRow> keys)
    {
        if (row.Signature is null || row.CapturedAt is not { } at)
            return SealState.Unsigned;
        if (keys.FirstOrDefault(k => k.Device == row.Device && k.KeyId == row.KeyId) is not { } key)
            return SealState.OtherKey;
        var said = new Contracts.Messages.Evidence(row.AlertId, row.Kind, row.MediaType, row.Bytes, row.Sha256, at) { Camera = row.Camera, Signature = new(row.KeyId!, row.Signature) };
        return !EvidenceSeal.IsSigned(row.Device, said, key.PublicKey) ? SealState.Broken
            : key.AcceptedAt is null || key.RetiredAt < row.ReceivedAt ? SealState.OtherKey
            : SealState.Signed;
    }
}
