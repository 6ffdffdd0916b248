using System.Globalization;
using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;
using static Mingchu.Collector.Resources.Texts;

namespace Mingchu.Collector.Push.Sms;

/// <summary>Short messages through a provider's HTTP interface, as configured.</summary>
public sealed class SmsChannel(SmsTarget? target, HttpClient http, PushConfig options, TimeProvider clock) : IChannel
{
    private const int LongestAnswer = 16 * 1024;

    /// <inheritdoc/>
    public string Name => "sms";

    /// <inheritdoc/>
    public IReadOnlyList<string> Recipients(string audience, IReadOnlyList<string> platforms) =>
        target is null ? [] : [.. target.Config.To.Where(r => r.For.Has(audience, platforms)).Select(r => r.Name)];

    /// <inheritdoc/>
    public async Task<SendResult> Send(Shipment shipment, CancellationToken ct)
    {
        var recipient = target?.Config.To.FirstOrDefault(r => r.Name == shipment.Recipient);
        if (target is null || recipient is null)
            return new SendResult.Permanent($"no recipient of short messages named '{shipment.Recipient}' is configured any more");
        using var request = Request(target, recipient, shipment);
        return await HttpAttempt.Send(http, request, TimeSpan.FromSeconds(target.Config.TimeoutSeconds), (response, limit) => Judge(target.Config.Success, response, limit), ct);
    }

    private HttpRequestMessage Request(SmsTarget to, SmsRecipient recipient, Shipment shipment)
    {
        var config = to.Config;
        var request = new HttpRequestMessage(new(config.Method), SmsTemplate.Fill(config.Url, Value, SmsTemplate.Form));
        if (config.Method != "GET")
        {
            request.Content = new ByteArrayContent(Encoding.UTF8.GetBytes(SmsTemplate.Fill(config.Body, Value, config.ContentType)));
            request.Content.Headers.ContentType = new MediaTypeHeaderValue(config.ContentType) { CharSet = "utf-8" };
        }

        foreach (var (name, template) in config.Headers)
            request.Headers.TryAddWithoutValidation(name, SmsTemplate.Fill(template, Value, "text/plain").ReplaceLineEndings(" "));
        return request;

        string Value(string name) => name switch
        {
            "phone" => recipient.Phone,
            "text" => Text(config, recipient, shipment.Notice),
            "id" => shipment.Id.ToString("N"),
            "number" => shipment.Notice.Platform?.Number ?? shipment.Notice.Number,
            "premises" => shipment.Notice.PremisesName,
            "hazard" => HazardIn(CultureInfo.GetCultureInfo(recipient.Language), shipment.Notice.Hazard),
            "grade" => shipment.Notice.Grade.ToString(CultureInfo.InvariantCulture),
            "url" => options.PageUrl(shipment.Notice) ?? "",
            _ => to.Secrets.GetValueOrDefault(name["secret:".Length..], ""),
        };
    }

    private string Text(SmsConfig config, SmsRecipient recipient, Notice notice)
    {
        var text = NoticeText.For(notice, CultureInfo.GetCultureInfo(recipient.Language), null, clock.LocalTimeZone).Subject;
        if (text.Length <= config.MaxCharacters)
            return text;
        var end = config.MaxCharacters - 1;
        return text[..(char.IsHighSurrogate(text[end - 1]) ? end - 1 : end)] + "…";
    }

    private async Task<SendResult> Judge(SmsSuccess? success, HttpResponseMessage response, CancellationToken ct)
    {
        if (!response.IsSuccessStatusCode || success is null)
            return HttpAttempt.Judge(response, clock.GetUtcNow());
        var answer = new byte[LongestAnswer];
        await using var stream = await response.Content.ReadAsStreamAsync(ct);
        var length = await stream.ReadAtLeastAsync(answer, answer.Length, throwOnEndOfStream: false, ct);
        var value = ValueAt(success.Pointer, answer.AsMemory(0, length));
        if (value is null)
            return new SendResult.Recoverable($"the answer is not JSON with a value at {success.Pointer}");
        if (success.Values.Contains(value))
            return new SendResult.Delivered();
        // A short code is for people who look it up; a long text could repeat what was sent.
        var said = value.Length <= 64 && value.All(c => c is > ' ' and < (char)127) ? value : "something else";
        return success.Refused.Contains(value) ? new SendResult.Permanent($"the provider answers {said}") : new SendResult.Recoverable($"the provider answers {said}");
    }

    private static string? ValueAt(string pointer, ReadOnlyMemory<byte> body)
    {
        try
        {
            using var json = JsonDocument.Parse(body);
            var at = json.RootElement;
            foreach (var part in pointer.Split('/').Skip(1))
            {
                if (at.ValueKind == JsonValueKind.Array && int.TryParse(part, NumberStyles.None, CultureInfo.InvariantCulture, out var index) && index < at.GetArrayLength())
                    at = at[index];
                else if (at.ValueKind != JsonValueKind.Object || !at.TryGetProperty(part.Replace("~1", "/", StringComparison.Ordinal).Replace("~0", "~", StringComparison.Ordinal), out at))
                    return null;
            }

            return at.ValueKind is JsonValueKind.Object or JsonValueKind.Array ? null : at.ToString();
        }
        catch (JsonException)
        {
            return null;
        }
    }
}
