using Microsoft.AspNetCore.Identity;
using Microsoft.AspNetCore.Identity.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore;
using Mingchu.Collector.Access;
using Mingchu.Collector.Accounts;
using Mingchu.Collector.Areas;
using Mingchu.Collector.Broker;
using Mingchu.Collector.Cases;
using Mingchu.Collector.Core.Areas;
using Mingchu.Collector.Core.Cases;
using Mingchu.Collector.Devices;
using Mingchu.Collector.Evidence;
using Mingchu.Collector.Feed;
using Mingchu.Collector.Ingest;
using Mingchu.Collector.Licences;
using Mingchu.Collector.Offices;
using Mingchu.Collector.Patrols;
using Mingchu.Collector.People;
using Mingchu.Collector.Platforms;
using Mingchu.Collector.Premises;
using Mingchu.Collector.Push;
using Mingchu.Collector.Push.Calm;
using Mingchu.Collector.Push.InApp;
using Mingchu.Collector.RemoteConfig;
using Mingchu.Collector.Risk;
using Mingchu.Collector.Viewing;

namespace Mingchu.Collector.Storage;

/// <summary>
/// The collector's database. Each slice maps its own tables in its own folder; a slice does not read another slice's tables.
/// The one place that says which rows a <see cref="Scope"/> holds is <see cref="Filter"/>: every table about premises has a line there.
/// </summary>
public abstract class CollectorDb(DbContextOptions options) : IdentityDbContext<Account, IdentityRole, string>(options)
{
    /// <summary>
    /// The filter of rows that are seen with their case. A query that joins such rows with <see cref="Cases"/>, whose own filter stays, may leave it out
    /// (<see cref="EntityFrameworkQueryableExtensions.IgnoreQueryFilters{TEntity}(IQueryable{TEntity}, IReadOnlyCollection{string})"/>).
    /// </summary>
    public const string OfCase = "of-case";

    // Fields, so that EF reads them anew for every query; a pooled context keeps them, so the factory sets them at every lease.
    private bool all = true;
    private string own = "";
    private string from = "0";
    private string to = "";
    private string premises = "";
    private string platform = "";

    public DbSet<PremisesRow> Premises => Set<PremisesRow>();

    public DbSet<AreaRow> Areas => Set<AreaRow>();

    public DbSet<OfficeRow> Offices => Set<OfficeRow>();

    public DbSet<PersonRow> People => Set<PersonRow>();

    public DbSet<AssignmentRow> Assignments => Set<AssignmentRow>();

    public DbSet<PlatformRow> Platforms => Set<PlatformRow>();

    public DbSet<ListingRow> Listings => Set<ListingRow>();

    public DbSet<CardRow> Cards => Set<CardRow>();

    public DbSet<NoticeRow> Notices => Set<NoticeRow>();

    public DbSet<DeviceRow> Devices => Set<DeviceRow>();

    public DbSet<DeviceKeyRow> DeviceKeys => Set<DeviceKeyRow>();

    public DbSet<SensorRow> Sensors => Set<SensorRow>();

    public DbSet<CameraRow> Cameras => Set<CameraRow>();

    public DbSet<DesiredRow> DesiredConfigs => Set<DesiredRow>();

    public DbSet<ReportedRow> ReportedConfigs => Set<ReportedRow>();

    public DbSet<CaseSummary> Cases => Set<CaseSummary>();

    public DbSet<CaseEventRow> CaseEvents => Set<CaseEventRow>();

    public DbSet<CaseCounter> CaseCounters => Set<CaseCounter>();

    public DbSet<LeadRow> Leads => Set<LeadRow>();

    public DbSet<EvidenceRow> Evidence => Set<EvidenceRow>();

    public DbSet<SeenMessage> SeenMessages => Set<SeenMessage>();

    public DbSet<DeadLetter> DeadLetters => Set<DeadLetter>();

    public DbSet<FeedRow> CaseFeed => Set<FeedRow>();

    public DbSet<LookRow> Looks => Set<LookRow>();

    public DbSet<LookReading> LookReadings => Set<LookReading>();

    public DbSet<CheckListRow> CheckLists => Set<CheckListRow>();

    public DbSet<InspectionRow> Inspections => Set<InspectionRow>();

    public DbSet<InspectionPointRow> InspectionPoints => Set<InspectionPointRow>();

    public DbSet<InspectionPictureRow> InspectionPictures => Set<InspectionPictureRow>();

    public DbSet<DrawRow> Draws => Set<DrawRow>();

    public DbSet<DrawTicketRow> DrawTickets => Set<DrawTicketRow>();

    public DbSet<PatrolTaskRow> PatrolTasks => Set<PatrolTaskRow>();

    public DbSet<KeyListRow> KeyLists => Set<KeyListRow>();

    public DbSet<KeyListEntryRow> KeyListEntries => Set<KeyListEntryRow>();

    public DbSet<VisitRow> Visits => Set<VisitRow>();

    public DbSet<CampaignRow> Campaigns => Set<CampaignRow>();

    public DbSet<CampaignReportRow> CampaignReports => Set<CampaignReportRow>();

    public DbSet<CampaignReminderRow> CampaignReminders => Set<CampaignReminderRow>();

    public DbSet<RetainedMessage> RetainedMessages => Set<RetainedMessage>();

    /// <summary>From now on queries find only what the scope holds. Without a call everything is found: that is for the collector's own work.</summary>
    public void Show(Scope scope)
    {
        all = scope.IsEverything;
        premises = scope.PremisesId ?? "";
        platform = scope.Platform ?? "";
        // What lies in an area begins with its path and a slash; '0' follows the slash, so the index on the path can be used.
        (own, from, to) = scope.Area is { } area ? (area.Path, area.Path + "/", area.Path + "0") : ("", "0", "");
    }

    /// <summary>Saves, and gives every new line of a case's file its place in the feed, as the last thing before the commit.</summary>
    public override Task<int> SaveChangesAsync(bool acceptAllChangesOnSuccess, CancellationToken cancellationToken = default) =>
        FeedBook.Save(this, () => base.SaveChangesAsync(acceptAllChangesOnSuccess, cancellationToken), cancellationToken);

    /// <inheritdoc/>
    public override int SaveChanges(bool acceptAllChangesOnSuccess) => ChangeTracker.Entries<CaseEventRow>().Any(e => e.State == EntityState.Added)
        ? throw new NotSupportedException("lines of a case's file are saved by SaveChangesAsync, which gives them their place in the feed")
        : base.SaveChanges(acceptAllChangesOnSuccess);

    protected override void OnModelCreating(ModelBuilder builder)
    {
        base.OnModelCreating(builder);
        builder.ApplyConfigurationsFromAssembly(typeof(CollectorDb).Assembly);
        Filter(builder);
    }

#pragma warning disable CA1309 // EF translates this comparison only without a culture; both databases compare these columns by bytes.
    // Filters of the tables asked inside a filter apply as well, so only those with an area need to know what one is.
    private void Filter(ModelBuilder builder)
    {
        builder.Entity<PremisesRow>().HasQueryFilter(p => all || p.Id == premises || p.Area == own || (string.Compare(p.Area, from) >= 0 && string.Compare(p.Area, to) < 0));
        builder.Entity<AreaRow>().HasQueryFilter(a => all || a.Area == own || (string.Compare(a.Area, from) >= 0 && string.Compare(a.Area, to) < 0));
        builder.Entity<OfficeRow>().HasQueryFilter(o => all || o.Area == own || (string.Compare(o.Area, from) >= 0 && string.Compare(o.Area, to) < 0));
        builder.Entity<PersonRow>().HasQueryFilter(p => all || p.Area == own || (string.Compare(p.Area, from) >= 0 && string.Compare(p.Area, to) < 0));
        builder.Entity<AccessEntry>().HasQueryFilter(e => all || e.Area == own || (string.Compare(e.Area, from) >= 0 && string.Compare(e.Area, to) < 0));

        // What platforms read of licences is public; the readers leave out the rest.
        builder.Entity<LicenceRow>().HasQueryFilter(l => all || platform != "" || Premises.Any(p => p.Id == l.PremisesId));
        builder.Entity<ShopRow>().HasQueryFilter(s => all || Listings.Any(l => l.Id == s.ListingId));
        builder.Entity<FindingRow>().HasQueryFilter(f => all || Listings.Any(l => l.Id == f.ListingId));
        builder.Entity<RiskRow>().HasQueryFilter(r => all || Premises.Any(p => p.Id == r.PremisesId));
        builder.Entity<AssignmentRow>().HasQueryFilter(a => all || Premises.Any(p => p.Id == a.PremisesId));
        builder.Entity<PremisesChangeRow>().HasQueryFilter(c => all || Premises.Any(p => p.Id == c.PremisesId));
        builder.Entity<DeviceRow>().HasQueryFilter(d => all || Premises.Any(p => p.Id == d.PremisesId));
        builder.Entity<CameraRow>().HasQueryFilter(c => all || Devices.Any(d => d.Id == c.Device));
        builder.Entity<DeviceKeyRow>().HasQueryFilter(k => all || Devices.Any(d => d.Id == k.Device));
        builder.Entity<SensorRow>().HasQueryFilter(s => all || Devices.Any(d => d.Id == s.Device));
        builder.Entity<DesiredRow>().HasQueryFilter(d => all || Devices.Any(o => o.Id == d.Device));
        builder.Entity<ReportedRow>().HasQueryFilter(r => all || Devices.Any(d => d.Id == r.Device));
        builder.Entity<DeadLetter>().HasQueryFilter(l => all || Devices.Any(d => d.Id == l.Device));

        builder.Entity<PlatformRow>().HasQueryFilter(p => all || own != "" || p.Id == platform);
        builder.Entity<ListingRow>().HasQueryFilter(l => all || (l.Named && l.Platform == platform) || Premises.Any(p => p.Id == l.PremisesId));
        builder.Entity<NoticeRow>().HasQueryFilter(n => all || (n.SentAt != null && n.Platform == platform) || n.Area == own || (string.Compare(n.Area, from) >= 0 && string.Compare(n.Area, to) < 0));
        builder.Entity<NoticeFileRow>().HasQueryFilter(f => all || Notices.Any(n => n.Id == f.NoticeId));
        builder.Entity<PlatformEventRow>().HasQueryFilter(e => all || Notices.Any(n => n.Id == e.FileId) || Listings.Any(l => l.Id == e.FileId) || Cards.Any(c => c.Id == e.FileId));
        builder.Entity<SpotCheckRow>().HasQueryFilter(c => all || own != "");
        builder.Entity<CardRow>().HasQueryFilter(c => all || own != "" || c.Platform == platform);
        builder.Entity<FaultRow>().HasQueryFilter(f => all || own != "" || f.Platform == platform);

        // A case carries its area, so that a list of an office's cases needs no look at their premises; asked first, the index on it answers alone.
        builder.Entity<CaseSummary>().HasQueryFilter(c => all || (string.Compare(c.AreaKey, from) >= 0 && string.Compare(c.AreaKey, to) < 0) || c.PremisesId == premises
            || (platform != "" && c.HolderRole == Role.Platform && Listings.Any(l => l.PremisesId == c.PremisesId && l.Platform == platform)));
        builder.Entity<CaseEventRow>().HasQueryFilter(OfCase, e => all || Cases.Any(c => c.Id == e.CaseId));
        builder.Entity<FeedRow>().HasQueryFilter(OfCase, f => all || Cases.Any(c => c.Id == f.CaseId));
        builder.Entity<LeadRow>().HasQueryFilter(OfCase, l => all || Cases.Any(c => c.Id == l.CaseId));
        builder.Entity<EvidenceRow>().HasQueryFilter(e => all || Cases.Any(c => c.Id == e.CaseId));
        builder.Entity<Delivery>().HasQueryFilter(d => all || Cases.Any(c => c.Id == d.CaseId)
            || (d.CaseId == null && own != "" && (d.Area == own || (string.Compare(d.Area, from) >= 0 && string.Compare(d.Area, to) < 0))));
        builder.Entity<SilenceRow>().HasQueryFilter(s => all || Premises.Any(p => p.Id == s.PremisesId));
        builder.Entity<InboxItem>().HasQueryFilter(i => all || Cases.Any(c => c.Id == i.CaseId)
            || (i.CaseId == null && own != "" && (i.Area == own || (string.Compare(i.Area, from) >= 0 && string.Compare(i.Area, to) < 0)))
            || (platform != "" && i.Platform == platform));

        builder.Entity<InspectionRow>().HasQueryFilter(i => all || Premises.Any(p => p.Id == i.PremisesId));
        builder.Entity<InspectionPointRow>().HasQueryFilter(p => all || Inspections.Any(i => i.Id == p.InspectionId));
        builder.Entity<InspectionPictureRow>().HasQueryFilter(p => all || Inspections.Any(i => i.Id == p.InspectionId));
        builder.Entity<PatrolTaskRow>().HasQueryFilter(t => all || Premises.Any(p => p.Id == t.PremisesId));
        builder.Entity<DrawTicketRow>().HasQueryFilter(t => all || Premises.Any(p => p.Id == t.PremisesId));
        builder.Entity<KeyListRow>().HasQueryFilter(l => all || l.Area == own || (string.Compare(l.Area, from) >= 0 && string.Compare(l.Area, to) < 0));
        builder.Entity<KeyListEntryRow>().HasQueryFilter(e => all || KeyLists.Any(l => l.Id == e.ListId));
        builder.Entity<VisitRow>().HasQueryFilter(v => all || Premises.Any(p => p.Id == v.PremisesId));
        builder.Entity<CampaignReportRow>().HasQueryFilter(r => all || r.Area == own || (string.Compare(r.Area, from) >= 0 && string.Compare(r.Area, to) < 0));
        builder.Entity<CampaignReminderRow>().HasQueryFilter(r => all || r.Area == own || (string.Compare(r.Area, from) >= 0 && string.Compare(r.Area, to) < 0));
        // What a bureau draws or begins is for the offices below it to see as well; what they see of it is their own, by the filters above.
        builder.Entity<DrawRow>().HasQueryFilter(d => all || d.Area == own || (string.Compare(d.Area, from) >= 0 && string.Compare(d.Area, to) < 0) || (own != "" && own.StartsWith(d.Area + "/")));
        builder.Entity<CampaignRow>().HasQueryFilter(c => all || c.Area == own || (string.Compare(c.Area, from) >= 0 && string.Compare(c.Area, to) < 0) || (own != "" && own.StartsWith(c.Area + "/")));
    }
#pragma warning restore CA1309
}
