using Microsoft.EntityFrameworkCore;
using Mingchu.Collector.Core.Areas;
using Mingchu.Collector.Core.Deadlines;
using Mingchu.Collector.Core.Patrols;
using Mingchu.Collector.Push;
using Mingchu.Collector.Storage;

namespace Mingchu.Collector.Patrols;

/// <summary>Reminds offices of reports that are due soon or missing, each once: the row that says so is its claim.</summary>
public sealed class CampaignReminders(
    IDbContextFactory<CollectorDb> dbs, WriterLock writer, PatrolPolicy policy, BusinessCalendar calendar, WorkNotices notices, TimeProvider time)
{
    /// <summary>Sends every reminder that is due; how many were sent here.</summary>
    public async Task<int> Round(CancellationToken ct)
    {
        var now = time.GetUtcNow();
        var today = calendar.DayOf(now);
        // Reports may be due after the last phase, but not for ever.
        var (since, from) = (today.AddDays(-366), today.AddDays(366));
        await using var db = await dbs.CreateDbContextAsync(ct);
        var sent = 0;
        foreach (var campaign in await db.Campaigns.AsNoTracking().Where(c => c.Until >= since && c.From <= from).ToListAsync(ct))
        {
            var plan = campaign.ToCampaign();
            var due = CampaignFigures.Reminders(plan, await CampaignDesk.Days(db, calendar, campaign.Id, ct), today, calendar, policy.Campaigns);
            if (due.Count == 0)
                continue;
            var done = (await db.CampaignReminders.AsNoTracking().Where(r => r.CampaignId == campaign.Id).ToListAsync(ct)).Select(r => new ReportReminder(r.Report, r.Area, r.IsLate)).ToHashSet();
            foreach (var reminder in due.Where(r => !done.Contains(r)))
                sent += await Send(campaign, plan, reminder, now, ct) ? 1 : 0;
        }

        return sent;
    }

    private async Task<bool> Send(CampaignRow campaign, Campaign plan, ReportReminder reminder, DateTimeOffset now, CancellationToken ct)
    {
        using var turn = await writer.Enter(ct);
        await using var db = await dbs.CreateDbContextAsync(ct);
        db.CampaignReminders.Add(new() { CampaignId = campaign.Id, Report = reminder.Report, Area = reminder.Office, IsLate = reminder.IsLate, At = now });
        var (office, report) = (Area.Of(reminder.Office), plan.Reports[reminder.Report]);
        notices.Add(db, office, await PlanReading.NameOf(db, office, ct), reminder.IsLate ? Occasions.ReportLate : Occasions.ReportDue,
            new($"/campaigns/{campaign.Id:D}", $"{campaign.Name} {report.Name}", 1, report.Due), now);
        try
        {
            await db.SaveChangesAsync(ct);
            return true;
        }
        catch (DbUpdateException) when (!ct.IsCancellationRequested)
        {
            // Another collector reminded meanwhile.
            return false;
        }
    }
}
