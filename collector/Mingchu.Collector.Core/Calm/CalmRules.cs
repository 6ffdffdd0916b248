using System.Globalization;

namespace Mingchu.Collector.Core.Calm;

/// <summary>Inhibition, silences, flap control, quiet hours, in this order.</summary>
public static class CalmRules
{
    /// <summary>What is done with this notice now.</summary>
    /// <param name="policy">The policy in force.</param>
    /// <param name="offset">Difference of local time from UTC.</param>
    /// <param name="silences">Silences set by people.</param>
    /// <param name="noise">The notice.</param>
    /// <param name="now">Now, UTC.</param>
    public static Ruling Judge(CalmPolicy policy, TimeSpan offset, IEnumerable<Silence> silences, Noise noise, DateTimeOffset now)
    {
        if (!noise.Routine)
            return new Ruling.Tell();
        if (policy.Inhibit && noise.Group != "camera" && noise.Cameras.Count > 0 && noise.Cameras.All(noise.Blind.ContainsKey))
        {
            var (since, state) = noise.Blind[noise.Cameras[0]];
            return new Ruling.Mute(Phrase.Of("quiet.inhibited", noise.Cameras[0], Time(since, offset), "@camera." + state));
        }

        if (silences.FirstOrDefault(s => s.Fits(noise, now)) is { } silence)
            return new Ruling.Mute(Phrase.Of("quiet.silenced", silence.By, Time(silence.EndsAt, offset), silence.Reason));
        if (policy.Flapping is { } limit && noise.Flap is { } flap && !limit.ExceptGrades.Contains(noise.Grade))
            return new Ruling.Mute(Phrase.Of("quiet.flapping", "@hazard." + noise.Hazard, Time(flap.Since, offset), Text(flap.Changes), Text(limit.WindowMinutes), Text(limit.End), Text(limit.CalmMinutes)));
        foreach (var hours in policy.QuietHours.Where(h => h.Audiences.Contains(noise.Audience, StringComparer.Ordinal) && !h.ExceptGrades.Contains(noise.Grade)))
            if (EndOf(hours, now.ToOffset(offset)) is { } end)
                return new Ruling.Wait(end.ToUniversalTime(), Phrase.Of("quiet.hours", "@role." + noise.Audience, Time(end, offset)));
        return new Ruling.Tell();
    }

    // When quiet hours that run now end; null when none run.
    private static DateTimeOffset? EndOf(QuietHours hours, DateTimeOffset local)
    {
        var time = TimeOnly.FromDateTime(local.DateTime);
        if (!time.IsBetween(hours.From, hours.To))
            return null;
        var day = DateOnly.FromDateTime(local.DateTime);
        return new DateTimeOffset((time < hours.To ? day : day.AddDays(1)).ToDateTime(hours.To), local.Offset);
    }

    private static string Time(DateTimeOffset at, TimeSpan offset) => at.ToOffset(offset).ToString("MM-dd HH:mm", CultureInfo.InvariantCulture);

    private static string Text(double number) => number.ToString("0.##", CultureInfo.InvariantCulture);
}
