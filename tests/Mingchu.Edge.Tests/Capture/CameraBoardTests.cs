using Mingchu.Contracts.Messages;
using Mingchu.Edge.Capture;
using Mingchu.Edge.Tests.Support;

namespace Mingchu.Edge.Tests.Capture;

[Trait("row", "A1")]
public sealed class CameraBoardTests
{
    private readonly CameraBoard board = new(["stove"], Some.At);
    private readonly List<CameraState> told = [];

    public CameraBoardTests() => board.Changed += status => told.Add(status.State);

    [Fact]
    public void A_covered_camera_stays_blocked_however_many_frames_come()
    {
        board.Report("stove", CameraState.Online, Some.At);
        Assert.True(board.See("stove", (CameraState.Blocked, Some.At.AddSeconds(5), "covered")));
        Assert.False(board.Report("stove", CameraState.Online, Some.At.AddSeconds(9)));
        Assert.False(board.See("stove", (CameraState.Blocked, Some.At.AddSeconds(5), "covered")));
        Assert.Equal((CameraState.Blocked, Some.At.AddSeconds(5)), (board["stove"].State, board["stove"].Since));
        Assert.True(board.See("stove", null));
        Assert.Equal((CameraState.Online, Some.At), (board["stove"].State, board["stove"].Since));
        Assert.Equal([CameraState.Online, CameraState.Blocked, CameraState.Online], told);
    }

    [Fact]
    public void What_was_wrong_with_the_view_is_forgotten_when_the_camera_is_gone()
    {
        board.Report("stove", CameraState.Online, Some.At);
        board.See("stove", (CameraState.Moved, Some.At, "moved"));
        board.Report("stove", CameraState.Offline, Some.At.AddSeconds(9), CameraReasons.Refused);
        Assert.False(board.See("stove", (CameraState.Moved, Some.At, "moved")));
        Assert.Equal(CameraState.Offline, board["stove"].State);
        board.Report("stove", CameraState.Online, Some.At.AddSeconds(20));
        Assert.Equal([CameraState.Online, CameraState.Moved, CameraState.Offline, CameraState.Online], told);
    }
}
