using System.Text.Json;

namespace Mingchu.Collector.Ingest;

/// <summary>A first look at a payload: whether it is JSON at all, and the id and type of the envelope as far as they can be read.</summary>
/// <param name="Id">Top-level <c>id</c>, or null.</param>
/// <param name="Type">Top-level <c>type</c>, or null.</param>
/// <param name="Error">Why it is not JSON; null when it is.</param>
internal sealed record PayloadScan(string? Id, string? Type, string? Error)
{
    public static PayloadScan Of(ReadOnlySpan<byte> payload)
    {
        string? id = null, type = null;
        try
        {
            var reader = new Utf8JsonReader(payload, new JsonReaderOptions { MaxDepth = 64 });
            while (reader.Read())
            {
                if (reader.TokenType is not JsonTokenType.PropertyName || reader.CurrentDepth != 1)
                    continue;
                var (isId, isType) = (reader.ValueTextEquals("id"u8), reader.ValueTextEquals("type"u8));
                if ((!isId && !isType) || !reader.Read() || reader.TokenType is not JsonTokenType.String || reader.ValueSpan.Length > 600)
                    continue;
                if (isId)
                    id = reader.GetString();
                else
                    type = reader.GetString();
            }

            return new(id, type, null);
        }
        catch (JsonException e)
        {
            return new(id, type, FieldRules.Show($"the payload is not JSON: {e.Message}", 300));
        }
        catch (InvalidOperationException)
        {
            return new(id, type, "the payload is not JSON: a text in it is not UTF-8");
        }
    }
}
