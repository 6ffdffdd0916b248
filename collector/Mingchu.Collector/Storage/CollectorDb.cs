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
using Mingchu.Collector.Ingest;
using Mingchu.Collector.Offices;
using Mingchu.Collector.People;
using Mingchu.Collector.Premises;
using Mingchu.Collector.Push;
using Mingchu.Collector.Push.Calm;
using Mingchu.Collector.Push.InApp;
using Mingchu.Collector.RemoteConfig;
using Mingchu.Collector.Viewing;

namespace Mingchu.Collector.Storage;

/// <summary>
/// The collector's database. Each slice maps its own tables in its own folder; a slice does not read another slice's tables.
/// The one place that says which rows a <see cref="Scope"/> holds is <see cref="Filter"/>: every table about premises has a line there.
/// </summary>
public abstract class CollectorDb(DbContextOptions options) : IdentityDbContext<Account, IdentityRole, string>(options)
{
    // Fields, so that EF reads them anew for every query; a pooled context keeps them, so the factory sets them at every lease.
    private bool all = true;
    private string own = "";
    private string from = "0";
    private string to = "";
    private string premises = "";
    private bool platform;

    public DbSet<PremisesRow> Premises => Set<PremisesRow>();

    public DbSet<AreaRow> Areas => Set<AreaRow>();

    public DbSet<OfficeRow> Offices => Set<OfficeRow>();

    public DbSet<PersonRow> People => Set<PersonRow>();

    public DbSet<AssignmentRow> Assignments => Set<AssignmentRow>();

    public DbSet<DeviceRow> Devices => Set<DeviceRow>();

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

    public DbSet<LookRow> Looks => Set<LookRow>();

    public DbSet<LookReading> LookReadings => Set<LookReading>();

    public DbSet<RetainedMessage> RetainedMessages => Set<RetainedMessage>();

    /// <summary>From now on queries find only what the scope holds. Without a call everything is found: that is for the collector's own work.</summary>
    public void Show(Scope scope)
    {
        all = scope.IsEverything;
        premises = scope.PremisesId ?? "";
        platform = scope.PlatformCases;
        // What lies in an area begins with its path and a slash; '0' follows the slash, so the index on the path can be used.
        (own, from, to) = scope.Area is { } area ? (area.Path, area.Path + "/", area.Path + "0") : ("", "0", "");
    }

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

        builder.Entity<AssignmentRow>().HasQueryFilter(a => all || Premises.Any(p => p.Id == a.PremisesId));
        builder.Entity<PremisesChangeRow>().HasQueryFilter(c => all || Premises.Any(p => p.Id == c.PremisesId));
        builder.Entity<DeviceRow>().HasQueryFilter(d => all || Premises.Any(p => p.Id == d.PremisesId));
        builder.Entity<CameraRow>().HasQueryFilter(c => all || Devices.Any(d => d.Id == c.Device));
        builder.Entity<SensorRow>().HasQueryFilter(s => all || Devices.Any(d => d.Id == s.Device));
        builder.Entity<DesiredRow>().HasQueryFilter(d => all || Devices.Any(o => o.Id == d.Device));
        builder.Entity<ReportedRow>().HasQueryFilter(r => all || Devices.Any(d => d.Id == r.Device));
        builder.Entity<DeadLetter>().HasQueryFilter(l => all || Devices.Any(d => d.Id == l.Device));

        builder.Entity<CaseSummary>().HasQueryFilter(c => all || (platform && c.HolderRole == Role.Platform) || Premises.Any(p => p.Id == c.PremisesId));
        builder.Entity<CaseEventRow>().HasQueryFilter(e => all || Cases.Any(c => c.Id == e.CaseId));
        builder.Entity<LeadRow>().HasQueryFilter(l => all || Cases.Any(c => c.Id == l.CaseId));
        builder.Entity<EvidenceRow>().HasQueryFilter(e => all || Cases.Any(c => c.Id == e.CaseId));
        builder.Entity<Delivery>().HasQueryFilter(d => all || Cases.Any(c => c.Id == d.CaseId));
        builder.Entity<SilenceRow>().HasQueryFilter(s => all || Premises.Any(p => p.Id == s.PremisesId));
        builder.Entity<InboxItem>().HasQueryFilter(i => all || Cases.Any(c => c.Id == i.CaseId));
    }
#pragma warning restore CA1309
}
