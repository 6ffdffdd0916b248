namespace Mingchu.Edge.Config;

/// <summary>Reads the <c>evidence</c> of a configuration.</summary>
internal static class EvidenceReader
{
    private static readonly TimeSpan Second = TimeSpan.FromSeconds(1), Hour = TimeSpan.FromHours(1), Day = TimeSpan.FromDays(1);

    public static EvidenceConfig Read(YamlScope scope)
    {
        var fallback = new EvidenceConfig();
        var config = new EvidenceConfig
        {
            MaxMiB = scope.Whole("maxMiB", fallback.MaxMiB, 16, 1_000_000),
            MinFreeMiB = scope.Whole("minFreeMiB", fallback.MinFreeMiB, 1, 1_000_000),
            MaxAge = scope.Duration("maxAge", fallback.MaxAge, Hour, 366 * Day),
            KeepDelivered = scope.Duration("keepDelivered", fallback.KeepDelivered, TimeSpan.Zero, 90 * Day),
            Clip = ReadClip(scope.Map("clip")),
        };
        scope.Close();
        return config;
    }

    private static ClipConfig ReadClip(YamlScope scope)
    {
        var fallback = new ClipConfig();
        var config = new ClipConfig
        {
            Enabled = scope.Flag("enabled", fallback.Enabled),
            Before = scope.Duration("before", fallback.Before, Second, 60 * Second),
            After = scope.Duration("after", fallback.After, Second, 60 * Second),
            MaxMiB = scope.Whole("maxMiB", fallback.MaxMiB, 1, 1024),
            RingMiB = scope.Whole("ringMiB", fallback.RingMiB, 1, 1_000_000),
        };
        scope.Close();
        return config;
    }
}
