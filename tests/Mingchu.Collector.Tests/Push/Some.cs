using Mingchu.Collector.Push;

namespace Mingchu.Collector.Tests.Push;

/// <summary>Values that tests of push start from.</summary>
internal static class Some
{
    public static Notice Notice() => new(Guid.Parse("0192f0c0-0000-7000-8000-000000000001"), "2026-000123", "canteen-1", "实验小学食堂", "putian/xianyou",
        "no-cap", 1, Occasions.Opened, new(2026, 3, 2, 4, 5, 6, TimeSpan.Zero));

    public static Shipment Shipment(string recipient) => new(Guid.CreateVersion7(), "merchant", recipient, Notice());
}
