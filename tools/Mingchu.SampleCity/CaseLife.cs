using System.Text.Json;
using Mingchu.Collector.Cases;
using Mingchu.Collector.Core.Cases;
using Mingchu.Collector.Core.Grading;
using Mingchu.Collector.Premises;
using Mingchu.Collector.Push;
using Mingchu.Collector.Storage;
using Mingchu.Contracts;
using Mingchu.Contracts.Messages;

namespace Mingchu.SampleCity;

/// <summary>One case from its opening to its end or to the end of the history: further alerts come, time passes, people act.</summary>
internal sealed class CaseLife(Matter matter, CityGround ground, CityRandom random, CaseBook book, CollectorDb db, DateTimeOffset until)
{
    private const int MostActs = 40;

    private readonly PremisesRow premises = RowOf(matter);
    private readonly CaseActs acts = new(matter, ground, random);
    private readonly PriorityQueue<Action<DateTimeOffset>, DateTimeOffset> coming = new();
    private CaseSummary summary = null!;

    /// <summary>Lives it; how it stands in the end.</summary>
    public CaseSummary Run(Guid id, string number, GradeResult grade)
    {
        var at = matter.First.ReceivedAt;
        summary = book.Open(db, premises, id, number, new(matter.First, grade), at, matter.By);
        Told(at);
        if (matter.Alerts.Count == 0)
            db.Leads.Add(RowOf(matter.First, at));
        else
            Keep(matter.Alerts[0], at);
        foreach (var alert in matter.Alerts.Skip(1))
            coming.Enqueue(now => Join(alert, now), alert.RaisedAt.AddMilliseconds(200 + random.Below(800)));

        coming.Enqueue(Act, at + acts.Pause(summary));
        for (var count = 0; count < MostActs + (2 * matter.Alerts.Count) && Next() is { } next && next.At <= until; count++)
            next.Do(next.At);
        return summary;
    }

    // What comes first: a deadline, or what was planned.
    private (DateTimeOffset At, Action<DateTimeOffset> Do)? Next()
    {
        DateTimeOffset? due = summary.NextAtMs is { } ms ? DateTimeOffset.FromUnixTimeMilliseconds(ms) : null;
        if (coming.TryPeek(out _, out var planned) && !(due < planned))
            return (planned, coming.Dequeue());
        return due is { } tick ? (tick, now => Do(new CaseCommand.Tick(), Actor.System, now)) : null;
    }

    private void Act(DateTimeOffset now)
    {
        foreach (var (command, actor) in acts.For(summary, now))
            if (!Do(command, actor, now))
                break;
        if (!summary.Stage.IsSettled())
            coming.Enqueue(Act, now + acts.Pause(summary));
    }

    private bool Do(CaseCommand command, Actor actor, DateTimeOffset now) => book.Apply(db, summary, premises, command, actor, now) is null;

    private void Join(Alert alert, DateTimeOffset now)
    {
        if (summary.Stage.IsSettled())
            return;
        var lead = new Lead(LeadRow.IdOf(matter.Device!.Id, alert.AlertId), LeadSource.Alert, premises.Id, alert.Hazard, $"{matter.Device.Id}/{alert.Camera}", alert.Confidence, alert.StartedAt, alert.RaisedAt, null, now);
        if (Do(new CaseCommand.AddLead(lead), Actor.System, now))
            Keep(alert, now);
    }

    private void Keep(Alert alert, DateTimeOffset now)
    {
        var body = JsonSerializer.Serialize(alert, ContractJson.Wire.Alert);
        var row = RowOf(matter.First, now, alert, body);
        db.Leads.Add(row);
        See(alert, now);
        if (random.Chance(0.4))
            coming.Enqueue(later => Clear(row, alert, later), now + random.Around(TimeSpan.FromSeconds(90)));
    }

    private void Clear(LeadRow row, Alert raised, DateTimeOffset now)
    {
        var cleared = raised with { Phase = AlertPhase.Cleared, Sequence = 1, Verdict = Verdict.Compliant, EndedAt = now.AddSeconds(-matter.Hazard.ClearSeconds) is var end && end > raised.RaisedAt ? end : raised.RaisedAt };
        (row.Phase, row.Sequence, row.EndedAt, row.Body) = (cleared.Phase, cleared.Sequence, cleared.EndedAt, JsonSerializer.Serialize(cleared, ContractJson.Wire.Alert));
        See(cleared, now);
        Do(new CaseCommand.UpdateLead(row.Id, "cleared", raised.Confidence, (cleared.EndedAt.Value - raised.StartedAt).TotalSeconds, cleared.EndedAt.Value), Actor.System, now);
    }

    private void See(Alert alert, DateTimeOffset now) =>
        db.SeenMessages.Add(new() { Device = matter.Device!.Id, MessageId = AlertIds.Message(alert.AlertId, alert.Sequence), ReceivedAt = now });

    // The bell of the pages heard of it a second later.
    private void Told(DateTimeOffset at)
    {
        var audience = summary.Grade switch { 1 => "merchant", 2 => "platform", _ => "regulator" };
        var notice = new Notice(summary.Id, summary.Number, premises.Id, premises.Name, premises.Area, summary.Hazard, summary.Grade, Occasions.Opened, at);
        var delivery = new Delivery
        {
            Id = random.Id(at), CaseId = summary.Id, Sequence = 1, Occasion = Occasions.Opened, Audience = audience, Channel = "in-app", Recipient = "bell", Policy = "1",
            Notice = JsonSerializer.Serialize(notice, JsonSerializerOptions.Web), CreatedAt = at, DueAtMs = at.ToUnixTimeMilliseconds(), State = DeliveryState.Delivered, Attempts = 1, DeliveredAt = at,
        };
        db.Add(delivery);
        Do(new CaseCommand.RecordPush(delivery.Id.ToString("D"), audience, "in-app", true, 1, null), Actor.System, at);
    }

    private LeadRow RowOf(Lead lead, DateTimeOffset now, Alert? alert = null, string body = "{}") => new()
    {
        Id = alert is null ? lead.Id : LeadRow.IdOf(matter.Device!.Id, alert.AlertId),
        CaseId = summary.Id,
        Source = lead.Source,
        Device = matter.Device?.Id ?? "",
        AlertId = alert?.AlertId ?? "",
        Camera = alert?.Camera ?? "",
        Person = alert is null ? lead.Origin : null,
        Text = lead.Text,
        Reference = lead.Reference,
        Hazard = lead.Hazard,
        Confidence = alert?.Confidence ?? lead.Confidence,
        StartedAt = alert?.StartedAt ?? lead.StartedAt,
        RaisedAt = alert?.RaisedAt ?? lead.RaisedAt,
        EndedAt = alert is null ? lead.EndedAt : null,
        ReceivedAt = now,
        CommittedAt = now,
        Body = body,
        RaisedBody = alert is null ? null : body,
    };

    private static PremisesRow RowOf(Matter matter) => new() { Id = matter.Premises.Id, Name = matter.Premises.Name, Area = matter.Premises.Area.Path, OnPlatforms = matter.Premises.OnPlatforms };
}
