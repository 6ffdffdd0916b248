namespace Mingchu.EndToEnd.Tests;

/// <summary>What a camera can do wrong, seen from the collector: it says so with a reason, comes back by itself, and no other camera notices.</summary>
public sealed class CameraFaultTests(OneBox box) : IClassFixture<OneBox>
{
    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Theory]
    [Trait("row", "A1")]
    [InlineData("refuse", "offline", "refused")]
    [InlineData("freeze", "offline", "stalled")]
    [InlineData("garble", "offline", "codec", "stalled", "ended")]
    [InlineData("still", "frozen", "stalled")]
    public async Task A_camera_in_trouble_says_why_and_comes_back_while_the_other_goes_on(string fault, string state, params string[] reasons)
    {
        var cameras = box.Installation.Cameras;
        await Fine();
        var other = await box.WaitFor("two", "online", Ct);
        await Watched("two");

        await (fault switch { "refuse" => cameras.Refuse("one"), "freeze" => cameras.Freeze("one"), "garble" => cameras.Garble("one"), _ => cameras.Still("one") });
        // A connection that breaks off is told first, why there is no new one after it.
        var troubled = await Wait.For($"camera one is {state} because of {string.Join(" or ", reasons)}",
            async () => await box.Camera("one", Ct) is var camera && camera.State == state && reasons.Contains(camera.Reason) ? camera : null, Ct,
            context: box.Installation.Story);
        Assert.False(string.IsNullOrWhiteSpace(troubled.Detail));
        Assert.DoesNotContain(cameras.Login!.Split(':')[1], troubled.Detail, StringComparison.Ordinal);

        await Watched("two");
        await cameras.Restore("one");
        await box.WaitFor("one", "online", Ct);
        Assert.Equal(other, await box.Camera("two", Ct));
    }

    [Fact]
    [Trait("row", "A1")]
    public async Task A_camera_whose_connection_is_cut_is_watched_again()
    {
        await Fine();
        var lost = await box.Installation.Edge.Figure("mingchu_camera_reconnects_total", Ct, "one");
        await box.Installation.Cameras.Cut("one");
        await Wait.Until("the cut is noticed", async () => await box.Installation.Edge.Figure("mingchu_camera_reconnects_total", Ct, "one") > lost, Ct,
            context: box.Installation.Story);
        await box.WaitFor("one", "online", Ct);
        await Watched("one");
    }

    [Fact]
    [Trait("row", "A1")]
    public async Task A_camera_that_changes_its_picture_size_is_watched_on()
    {
        await Fine();
        await box.Installation.Cameras.Change("one", box.Kitchen.GreenSmall);
        await Watched("one");
        await box.WaitFor("one", "online", Ct);
        await box.Installation.Cameras.Change("one", box.Kitchen.Green);
        await Watched("one");
        await box.WaitFor("one", "online", Ct);
    }

    /// <summary>Whatever the test before left behind.</summary>
    private async Task Fine()
    {
        await box.Installation.Cameras.Restore("one");
        await box.WaitFor("one", "online", Ct);
    }

    private async Task Watched(string camera)
    {
        var before = await box.Installation.Edge.Figure("mingchu_frames_analysed_total", Ct, camera) ?? 0;
        await Wait.Until($"20 more pictures of camera {camera} are analysed",
            async () => await box.Installation.Edge.Figure("mingchu_frames_analysed_total", Ct, camera) >= before + 20, Ct, context: box.Installation.Story);
    }
}
