namespace Mingchu.Collector.Patrols;

/// <summary>Does what the plan of patrols asks for at its time: draws, key lists, reminders, and the round through the kitchens.</summary>
public sealed class PatrolWork(DrawDesk draws, KeyListDesk lists, CampaignReminders reminders, RoundDesk round, TimeProvider time, ILogger<PatrolWork> log)
    : RegularWork(TimeSpan.FromSeconds(30), time, log, atOnce: false)
{
    // Plans are by the day; looking for them reads the whole register.
    private static readonly TimeSpan Plans = TimeSpan.FromMinutes(10);
    private DateTimeOffset planned = DateTimeOffset.MinValue;

    /// <inheritdoc/>
    public override async Task<int> Round(CancellationToken ct)
    {
        var done = 0;
        if (Time.GetUtcNow() - planned >= Plans)
        {
            var (drawn, sent, reminded) = (await draws.Round(ct), await lists.Round(ct), await reminders.Round(ct));
            done = drawn + sent + reminded;
            if (done > 0)
                Log.LogInformation("Made {Draws} draws, sent {Lists} key lists and {Reminders} reminders", drawn, sent, reminded);
            planned = Time.GetUtcNow();
        }

        return await round.Next(ct) is null ? done : done + 1;
    }
}
