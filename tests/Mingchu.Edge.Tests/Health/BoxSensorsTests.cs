using Mingchu.Edge.Health;
using Mingchu.Edge.Tests.Support;

namespace Mingchu.Edge.Tests.Health;

public sealed class BoxSensorsTests
{
    [Theory]
    [InlineData("cpu  10 1 4 80 5 0 0 0 0 0\ncpu0 1", 15, 100)]
    [InlineData("cpu  10 1 4", null, null)]
    [InlineData("cpu  a b c d e f g h", null, null)]
    [InlineData("", null, null)]
    [InlineData(null, null, null)]
    public void The_work_of_all_processors_is_read(string? stat, int? busy, int? all) =>
        Assert.Equal(busy is null ? ((long, long)?)null : (busy.Value, all!.Value), BoxSensors.Ticks(stat));

    [Fact]
    public void The_hottest_zone_counts_and_zones_that_are_off_do_not()
    {
        using var folder = new TempFolder();
        Assert.Null(BoxSensors.Temperature(folder.Path));
        foreach (var (zone, text) in (ReadOnlySpan<(string, string)>)[("thermal_zone0", "51500\n"), ("thermal_zone1", "48000\n"), ("thermal_zone2", "-274000\n"), ("thermal_zone3", "x")])
        {
            Directory.CreateDirectory(folder[zone]);
            folder.Write($"{zone}/temp", text);
        }
        Assert.Equal(51.5, BoxSensors.Temperature(folder.Path));
        Assert.Null(BoxSensors.Temperature(folder["none"]));
    }

    [Fact]
    public void Whether_the_clock_is_kept_right_is_asked_of_the_kernel()
    {
        var clock = BoxClock.Read(TimeZoneInfo.FindSystemTimeZoneById("Asia/Shanghai"));
        Assert.True(clock is null or { TimeZone: "Asia/Shanghai", ErrorMs: null or >= 0 });
    }
}
