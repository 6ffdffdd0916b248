using Mingchu.Contracts.Messages;
using Mingchu.Edge.Capture;

namespace Mingchu.Edge.Tests.Capture;

[Trait("row", "A1")]
public sealed class FfmpegTalkTests
{
    private const string Connected = "[tcp @ 0x1] [verbose] Successfully connected to 10.0.0.1 port 554";

    // As ffmpeg 5.1 says it.
    [Theory]
    [InlineData("[tcp @ 0x1] [error] Connection to tcp://127.0.0.1:1?timeout=3 failed: Connection refused|[error] pipe:0: Connection refused", CameraReasons.Refused)]
    [InlineData("[tcp @ 0x1] [error] Failed to resolve hostname no.such: Name or service not known|[error] pipe:0: Input/output error", CameraReasons.Name)]
    [InlineData(Connected + "|[rtsp @ 0x1] [error] method DESCRIBE failed: 401 Unauthorized|[error] pipe:0: Server returned 401 Unauthorized (authorization failed)", CameraReasons.Login)]
    [InlineData(Connected + "|[rtsp @ 0x1] [error] method DESCRIBE failed: 404 Not Found|[error] pipe:0: Server returned 404 Not Found", CameraReasons.NotFound)]
    [InlineData(Connected + "|[rtsp @ 0x1] [error] method DESCRIBE failed: 503 Service Unavailable|[error] pipe:0: Server returned 5XX Server Error reply", CameraReasons.Refused)]
    [InlineData(Connected + "|[concat @ 0x1] [error] Impossible to open 'rtsp://h/x'|[error] pipe:0: Invalid data found when processing input", CameraReasons.Timeout)]
    [InlineData(Connected + "|[rtsp @ 0x1] [verbose] SDP:|[error] Stream map '0:v:0' matches no streams.", CameraReasons.Codec)]
    [InlineData("[tcp @ 0x1] [error] Connection to tcp://10.0.0.1:554 failed: Connection timed out", CameraReasons.Timeout)]
    [InlineData("[tcp @ 0x1] [error] Connection to tcp://10.0.0.1:554 failed: No route to host", CameraReasons.Refused)]
    [InlineData("setpriv: failed to execute ffmpeg: No such file or directory", CameraReasons.Codec)]
    [InlineData("", CameraReasons.Ended)]
    public void What_ffmpeg_says_becomes_a_reason(string lines, string reason)
    {
        var talk = new FfmpegTalk();
        foreach (var line in lines.Split('|'))
            talk.Hear(line);
        Assert.Equal(reason, talk.Verdict(hadFrames: false, silenced: false).Reason);
    }

    [Fact]
    public void A_stream_that_gave_frames_stalls_or_ends()
    {
        var talk = new FfmpegTalk();
        Assert.Equal(CameraReasons.Stalled, talk.Verdict(hadFrames: true, silenced: true).Reason);
        Assert.Equal(CameraReasons.Ended, talk.Verdict(hadFrames: true, silenced: false).Reason);
    }

    [Fact]
    public void The_detail_never_shows_a_password()
    {
        var talk = new FfmpegTalk();
        talk.Hear("[concat @ 0x1] [error] Impossible to open 'rtsp://admin:s3cret@x:1@10.0.0.1/cam'");
        Assert.Equal("Impossible to open 'rtsp://10.0.0.1/cam'", talk.Verdict(false, false).Detail);
    }

    [Fact]
    public void The_size_of_the_source_is_heard_each_time_it_changes()
    {
        var talk = new FfmpegTalk();
        Assert.True(talk.Hear("[graph 0 input from stream 0:0 @ 0x55] [verbose] w:704 h:576 pixfmt:yuv420p tb:1/90000 fr:25/1 sar:16/11"));
        Assert.Equal(new SourceSize(704, 576, 16, 11), talk.Source);
        Assert.False(talk.Hear("[graph 0 input from stream 0:0 @ 0x55] [verbose] w:704 h:576 pixfmt:yuvj420p tb:1/90000 fr:25/1 sar:16/11"));
        Assert.True(talk.Hear("[graph 0 input from stream 0:0 @ 0x55] [verbose] w:640 h:360 pixfmt:yuv420p tb:1/90000 fr:25/1 sar:0/1"));
        Assert.Equal(new SourceSize(640, 360, 1, 1), talk.Source);
    }

    [Fact]
    public void Any_line_is_taken() =>
        Gen.String.Sample(line =>
        {
            var talk = new FfmpegTalk();
            talk.Hear(line);
            Assert.NotNull(talk.Verdict(false, false).Reason);
        });

    [Theory]
    [InlineData(1920, 1080, 1, 1, 960, 540)]
    [InlineData(704, 576, 1, 1, 704, 576)]
    [InlineData(704, 576, 16, 11, 960, 540)]
    [InlineData(640, 360, 1, 1, 640, 360)]
    [InlineData(1080, 1920, 1, 1, 960, 1706)]
    [InlineData(16, 16384, 1, 1, 16, 3840)]
    public void The_canvas_keeps_the_displayed_shape_even_and_bounded(int width, int height, int num, int den, int canvasWidth, int canvasHeight) =>
        Assert.Equal(new Canvas(canvasWidth, canvasHeight), Canvas.For(new(width, height, num, den), 960));
}
