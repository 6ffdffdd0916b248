using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;

namespace Mingchu.Collector.Core.Cases;

/// <summary>
/// The chain that makes tampering show: hash = SHA-256(previous hash, line feed, canonical line), where the canonical line is
/// <c>{"case","sequence","at","actor":[id,name,role],"data"}</c> in this order and <c>data</c> is the stored text of the event.
/// Cutting off the end shows against the head hash kept in the case list.
/// </summary>
public static class CaseChain
{
    /// <summary>Previous hash of the first line.</summary>
    public static readonly string Root = new('0', 64);

    /// <summary>The next line of a case after <paramref name="previousHash"/>.</summary>
    public static CaseRecord Next(Guid caseId, int sequence, string previousHash, CaseEvent happened, Actor actor, DateTimeOffset at) =>
        Next(caseId, sequence, previousHash, JsonSerializer.Serialize(happened, CaseJson.Stored.CaseEvent), actor, at);

    /// <summary>The next line of any file that is kept like a case's, with the event as its JSON is stored; its <c>type</c> comes from there.</summary>
    public static CaseRecord Next(Guid fileId, int sequence, string previousHash, string data, Actor actor, DateTimeOffset at)
    {
        var whole = new DateTimeOffset(at.UtcTicks - (at.UtcTicks % TimeSpan.TicksPerMillisecond), TimeSpan.Zero);
        var line = new CaseRecord(fileId, sequence, whole, actor, TypeOf(data), data, previousHash, "");
        return line with { Hash = HashOf(line) };
    }

    /// <summary>What the hash of this line should be.</summary>
    public static string HashOf(CaseRecord line)
    {
        var text = new StringBuilder(line.Data.Length + 256)
            .Append(line.PreviousHash).Append('\n')
            .Append("{\"case\":\"").Append(line.CaseId.ToString("D"))
            .Append("\",\"sequence\":").Append(line.Sequence.ToString(CultureInfo.InvariantCulture))
            .Append(",\"at\":\"").Append(line.At.UtcDateTime.ToString("yyyy-MM-ddTHH:mm:ss.fffZ", CultureInfo.InvariantCulture))
            .Append("\",\"actor\":[").Append(Quote(line.Actor.Id)).Append(',').Append(Quote(line.Actor.Name)).Append(',')
            .Append(Quote(line.Actor.Role.ToString())).Append("],\"data\":").Append(line.Data).Append('}');
        return Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text.ToString())));
    }

    /// <summary>The first broken link of a case's lines in order, against the head hash kept elsewhere; null when all holds.</summary>
    public static BrokenLink? Verify(IEnumerable<CaseRecord> lines, string? head)
    {
        var (previous, sequence) = (Root, 0);
        foreach (var line in lines)
        {
            sequence++;
            if (line.Sequence != sequence)
                return new(sequence, "missing");
            if (line.PreviousHash != previous)
                return new(sequence, "previous-hash");
            if (HashOf(line) != line.Hash || TypeOf(line.Data) != line.Type)
                return new(sequence, "content");
            previous = line.Hash;
        }

        return head is not null && head != previous ? new(sequence + 1, "missing") : null;
    }

    private static string TypeOf(string data)
    {
        try
        {
            using var json = JsonDocument.Parse(data);
            return json.RootElement.ValueKind is JsonValueKind.Object && json.RootElement.TryGetProperty("type", out var type) ? type.ToString() : "";
        }
        catch (JsonException)
        {
            return "";
        }
    }

    private static string Quote(string text) => "\"" + JsonEncodedText.Encode(text).Value + "\"";
}

/// <summary>Where a chain does not hold.</summary>
/// <param name="Sequence">The first line that is wrong or missing.</param>
/// <param name="What"><c>missing</c>, <c>previous-hash</c> or <c>content</c>.</param>
public sealed record BrokenLink(int Sequence, string What);
