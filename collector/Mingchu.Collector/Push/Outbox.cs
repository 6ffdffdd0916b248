using Mingchu.Collector.Cases;
using Mingchu.Collector.Core.Cases;
using Mingchu.Collector.Core.Items;
using Mingchu.Collector.Core.Platforms;
using Mingchu.Collector.Core.Routing;
using Mingchu.Collector.Storage;
using Mingchu.Contracts.Hazards;

namespace Mingchu.Collector.Push;

/// <summary>Turns news of a case into deliveries, inside the transaction that writes them: neither exists without the other.</summary>
public sealed class Outbox(RoutingPolicy policy, ItemPolicy items, IEnumerable<IChannel> channels)
{
    private const string Regulator = "regulator";

    private readonly string[] channelNames = [.. policy.Destinations.Select(d => d.Channel).Distinct()];

    /// <summary>
    /// The <see cref="CaseReaction"/>: opening and every new grade are told to the audiences of the grade; steps to whoever has to act on them,
    /// reminders to the level above too, through every channel the policy uses.
    /// </summary>
    public void React(CollectorDb db, CaseChange change)
    {
        for (var i = 0; i < change.Events.Count; i++)
        {
            if (OccasionOf(change.Events[i]) is { } occasion)
                Add(db, change, change.Lines[i], occasion, change.Summary.Grade, null);
            foreach (var (step, audience) in StepsOf(change.Events[i], change.Summary.Stage is Stage.Answered ? null : change.Summary.HolderRole))
                Add(db, change, change.Lines[i], step, change.Summary.Grade, audience);
        }
    }

    private void Add(CollectorDb db, CaseChange change, CaseRecord line, string occasion, int grade, string? audience)
    {
        var (summary, premises) = (change.Summary, change.Premises);
        var notice = new Notice(summary.Id, summary.Number, premises.Id, premises.Name, premises.Area, summary.Hazard, grade, occasion, line.At);
        var group = HazardList.Current.Find(notice.Hazard)?.Group ?? "";
        var platforms = PlatformIds.Of(premises.OnPlatforms);
        var destinations = audience is null
            ? policy.Match(new(notice.Grade, notice.Hazard, group, notice.Area))
            : channelNames.Select(c => new Destination(audience, c));
        foreach (var (to, channelName) in destinations)
            foreach (var recipient in channels.FirstOrDefault(c => c.Name == channelName)?.Recipients(to, platforms) ?? [])
                db.Add(Delivery.Of(notice, line.Sequence, to, channelName, recipient, policy.Version));
    }

    private static string? OccasionOf(CaseEvent happened) => happened switch
    {
        CaseEvent.Opened => Occasions.Opened,
        CaseEvent.Regraded => Occasions.Graded,
        _ => null,
    };

    private IEnumerable<(string Occasion, string Audience)> StepsOf(CaseEvent happened, Role? holder) => happened switch
    {
        CaseEvent.Dispatched e => [(Occasions.Handed, e.Handing.To.Word())],
        CaseEvent.PassedOn e => [(Occasions.Handed, e.Handing.To.Word())],
        CaseEvent.SentBack e => [(Occasions.Handed, e.Handing.To.Word())],
        CaseEvent.GivenToBrigade e => [(Occasions.Handed, e.Handing.To.Word())],
        CaseEvent.DeadlineMissed e => [(Occasions.Handed, e.Next.To.Word())],
        CaseEvent.Reminded when holder is { } has => [(Occasions.Reminded, has.Word()), (Occasions.Reminded, Above(has))],
        // Answered: it is for the regulators to verify, whoever has it.
        CaseEvent.Reminded or CaseEvent.VerificationLate => [(Occasions.Reminded, Regulator)],
        CaseEvent.Rectified or CaseEvent.Answered => [(Occasions.Answered, Regulator)],
        CaseEvent.Verified { Passed: false } when holder is { } has => [(Occasions.NotDone, has.Word())],
        CaseEvent.AssistAsked e => [(Occasions.Assist, e.By.Word())],
        CaseEvent.MajorReported { Report.Level: { } level } => [(Occasions.Major, level.Word())],
        CaseEvent.NoticeTaken { Report.Level: { } level } => [(Occasions.Major, level.Word())],
        CaseEvent.MajorWentOn { Report.Level: { } level } => [(Occasions.Major, level.Word())],
        _ => [],
    };

    private string Above(Role role) => items.PassOn.TryGetValue(role, out var above) ? above.Word() : Regulator;
}
