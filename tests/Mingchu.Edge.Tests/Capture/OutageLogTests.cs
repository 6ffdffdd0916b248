using Mingchu.Contracts.Messages;
using Mingchu.Edge.Capture;
using Mingchu.Edge.Tests.Support;

namespace Mingchu.Edge.Tests.Capture;

[Trait("row", "A1")]
public sealed class OutageLogTests
{
    private readonly SetTime time = new();

    [Fact]
    public void An_outage_lasts_from_the_first_loss_to_the_first_picture_and_has_the_first_reason()
    {
        var log = new OutageLog(time);
        Assert.Null(log.End());
        log.Lose(CameraReasons.Stalled);
        time.Pass(10);
        log.Lose(CameraReasons.Refused);
        log.Lose(CameraReasons.Refused);
        time.Pass(5);
        Assert.Equal(TimeSpan.FromSeconds(15), log.Offline);
        Assert.Equal(new CameraOutage(Some.At, Some.At.AddSeconds(15), CameraReasons.Stalled), log.End());
        time.Pass(60);
        Assert.Null(log.End());
        Assert.Equal(TimeSpan.FromSeconds(15), log.Offline);
        Assert.Equal([(CameraReasons.Refused, 2), (CameraReasons.Stalled, 1)], log.Losses.OrderBy(l => l.Key).Select(l => (l.Key, l.Value)));
    }

    [Theory]
    [InlineData(-7200)]
    [InlineData(7200)]
    public void A_clock_set_in_the_middle_changes_no_length(double by)
    {
        var log = new OutageLog(time);
        log.Lose(CameraReasons.Ended);
        time.Pass(20);
        time.Set(by);
        time.Pass(20);
        Assert.Equal(40, (log.End()! is var outage ? outage.Until - outage.From : default).TotalSeconds);
        Assert.Equal(40, log.Offline.TotalSeconds);
    }

    [Fact]
    public void The_newest_are_kept_and_no_more()
    {
        var log = new OutageLog(time);
        for (var i = 0; i < OutageLog.Kept + 7; i++)
        {
            log.Lose(CameraReasons.Ended);
            time.Pass(1);
            log.End();
            time.Pass(1);
        }
        Assert.Equal(OutageLog.Kept, log.Past.Count);
        Assert.Equal(Some.At.AddSeconds(14), log.Past[0].From);
        Assert.Equal(OutageLog.Kept + 7, log.Offline.TotalSeconds);
    }

    [Fact]
    public void The_board_tells_of_the_last_outage_whatever_state_follows()
    {
        var board = new CameraBoard(["stove"], Some.At);
        var outage = new CameraOutage(Some.At, Some.At.AddSeconds(9), CameraReasons.Stalled);
        board.Report("stove", CameraState.Online, Some.At.AddSeconds(9), outage: outage);
        Assert.Equal(outage, board["stove"].LastOutage);
        board.See("stove", (CameraState.Blurred, Some.At.AddSeconds(20), "blurred"));
        Assert.Equal((CameraState.Blurred, outage), (board["stove"].State, board["stove"].LastOutage));
        board.Report("stove", CameraState.Offline, Some.At.AddSeconds(30), CameraReasons.Ended, "gone");
        Assert.Equal(outage, board["stove"].LastOutage);
    }

    /// <summary>A clock that can be set while measured time goes on.</summary>
    private sealed class SetTime : TimeProvider
    {
        private TimeSpan passed;
        private TimeSpan set;

        public override long TimestampFrequency => TimeSpan.TicksPerSecond;

        public void Pass(double seconds) => passed += TimeSpan.FromSeconds(seconds);

        public void Set(double by) => set += TimeSpan.FromSeconds(by);

        public override DateTimeOffset GetUtcNow() => Some.At + passed + set;

        public override long GetTimestamp() => passed.Ticks;
    }
}
