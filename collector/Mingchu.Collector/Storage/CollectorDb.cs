using Microsoft.AspNetCore.Identity;
using Microsoft.AspNetCore.Identity.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore;
using Mingchu.Collector.Accounts;
using Mingchu.Collector.Broker;
using Mingchu.Collector.Cases;
using Mingchu.Collector.Devices;
using Mingchu.Collector.Evidence;
using Mingchu.Collector.Ingest;
using Mingchu.Collector.Premises;
using Mingchu.Collector.RemoteConfig;
using Mingchu.Collector.Viewing;

namespace Mingchu.Collector.Storage;

/// <summary>The collector's database. Each slice maps its own tables in its own folder; a slice does not read another slice's tables.</summary>
public abstract class CollectorDb(DbContextOptions options) : IdentityDbContext<Account, IdentityRole, string>(options)
{
    public DbSet<PremisesRow> Premises => Set<PremisesRow>();

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

    protected override void OnModelCreating(ModelBuilder builder)
    {
        base.OnModelCreating(builder);
        builder.ApplyConfigurationsFromAssembly(typeof(CollectorDb).Assembly);
    }
}
