using Mingchu.Edge.Clock;

namespace Mingchu.Edge.Tests.Clock;

[Trait("row", "A1")]
public sealed class ClockHeaderTests
{
    private static readonly DateTimeOffset Half = new(2026, 11, 26, 8, 25, 42, 500, TimeSpan.Zero);

    [Theory]
    [InlineData("Date: Thu, 26 Nov 2026 08:25:42 GMT")]
    [InlineData("date:Thu, 26 Nov 2026 08:25:42 GMT")]
    [InlineData("Date:  Thu, Nov 26 2026 08:25:42 GMT")]
    public void Times_are_read_as_the_standards_and_as_common_cameras_write_them(string line) =>
        Assert.Equal(new(2026, 11, 26, 8, 25, 42, TimeSpan.Zero), ClockHeader.Read($"RTSP/1.0 200 OK\r\nCSeq: 1\r\n{line}\r\n\r\n"));

    [Theory]
    [InlineData("")]
    [InlineData("RTSP/1.0 200 OK\r\nCSeq: 1\r\n\r\n")]
    [InlineData("RTSP/1.0 200 OK\r\nDate: yesterday\r\n\r\n")]
    [InlineData("RTSP/1.0 200 OK\r\nDate: Thu, 99 Nov 2026 08:25:42 GMT\r\n\r\n")]
    [InlineData("\0\u0001\u0002Date")]
    public void What_tells_no_time_is_none(string answer) => Assert.Null(ClockHeader.Read(answer));

    [Theory]
    [InlineData(0, 8, 0)]
    [InlineData(90, 8, 90)]
    [InlineData(-7200, 8, -7200)]
    [InlineData(8 * 3600, 8, 0)] // local time called GMT
    [InlineData((8 * 3600) + 300, 8, 300)]
    [InlineData(8 * 3600, 0, 8 * 3600)]
    public void A_camera_that_calls_its_local_time_GMT_is_forgiven_its_offset(int ahead, int zone, int drift) =>
        Assert.Equal(drift, ClockHeader.Drift(Half.AddSeconds(ahead - 0.5), Half.AddSeconds(-0.1), Half.AddSeconds(0.1), TimeSpan.FromHours(zone)).TotalSeconds, 3);
}
