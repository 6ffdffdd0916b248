namespace Mingchu.Collector.Push.Robots;

/// <summary>Texts to chat groups through the robots of WeCom, DingTalk and Feishu.</summary>
public sealed class RobotChannel(IReadOnlyList<RobotTarget> robots, HttpClient http, PushConfig options, TimeProvider clock) : IChannel
{
    private const int LongestAnswer = 16 * 1024;

    /// <inheritdoc/>
    public string Name => "robot";

    /// <inheritdoc/>
    public IReadOnlyList<string> Recipients(string audience, IReadOnlyList<string> platforms) => [.. robots.Where(r => r.For.Has(audience, platforms)).Select(r => r.Name)];

    /// <inheritdoc/>
    public async Task<SendResult> Send(Shipment shipment, CancellationToken ct)
    {
        var robot = robots.FirstOrDefault(r => r.Name == shipment.Recipient);
        if (robot is null)
            return new SendResult.Permanent($"no robot named '{shipment.Recipient}' is configured any more");

        var text = NoticeText.For(shipment.Notice, robot.Language, options.PageUrl(shipment.Notice), clock.LocalTimeZone);
        using var request = RobotRequest.For(robot, RobotText.Cut($"{text.Subject}\n{text.Body}", RobotText.MostBytes(robot.Kind)), clock.GetUtcNow());
        return await HttpAttempt.Send(http, request, robot.Timeout, (response, limit) => Judge(robot.Kind, response, limit), ct);
    }

    private async Task<SendResult> Judge(string kind, HttpResponseMessage response, CancellationToken ct)
    {
        if (!response.IsSuccessStatusCode)
            return HttpAttempt.Judge(response, clock.GetUtcNow());
        var answer = new byte[LongestAnswer];
        await using var stream = await response.Content.ReadAsStreamAsync(ct);
        var length = await stream.ReadAtLeastAsync(answer, answer.Length, throwOnEndOfStream: false, ct);
        return RobotAnswer.Judge(kind, answer.AsMemory(0, length));
    }
}
