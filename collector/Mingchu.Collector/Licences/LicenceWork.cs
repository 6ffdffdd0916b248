namespace Mingchu.Collector.Licences;

/// <summary>Compares shops with the licence library when they are due: daily, and when data changed.</summary>
public sealed class LicenceWork(LicenceCheck check, TimeProvider time, ILogger<LicenceWork> log) : RegularWork(TimeSpan.FromMinutes(1), time, log)
{
    /// <inheritdoc/>
    public override Task<int> Round(CancellationToken ct) => check.Round(ct);
}
