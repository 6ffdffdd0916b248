using System.Text.Json;
using Mingchu.Contracts;
using Mingchu.Contracts.Messages;
using Mingchu.Edge.Config;
using Mingchu.Edge.Core.Rules;

namespace Mingchu.Edge.Local;

/// <summary>Tells the kitchen of alerts at once, by the local broker. Lost when that is away: a prompt that comes late helps nobody.</summary>
public sealed class Prompter(string device, LocalLink link, TimeProvider time, Serilog.ILogger log)
{
    private long number;

    /// <summary>Sends the prompt of a change when the policy has one; waits for nothing and never throws.</summary>
    public void Tell(EdgeConfig config, AlertChange change, string alertId)
    {
        var now = time.GetUtcNow();
        var camera = config.Cameras.FirstOrDefault(c => c.Id == change.Camera);
        var name = camera?.Name ?? config.Sensors.FirstOrDefault(s => s.Id == change.Sensor)?.Name ?? change.Camera;
        var local = TimeZoneInfo.ConvertTime(now, camera?.TimeZone ?? config.TimeZone).DateTime;
        if (config.Prompts.For(change, alertId, name, now, local) is not { } prompt)
            return;
        var message = Envelope.Of(device, MessageTypes.Prompt, $"prompt/{now.ToUnixTimeMilliseconds()}/{++number}", now, prompt);
        _ = SendAsync(JsonSerializer.SerializeToUtf8Bytes(message, ContractJson.Wire.CloudEventPrompt));
    }

    private async Task SendAsync(byte[] payload)
    {
        if (!await link.PublishAsync(Topics.Prompts(device), payload))
            log.Warning("A prompt did not reach the kitchen: {Why}", link.Complaint ?? "the broker did not take it");
    }
}
