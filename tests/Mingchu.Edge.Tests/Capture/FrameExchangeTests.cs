using System.Buffers;
using Mingchu.Edge.Capture;
using Mingchu.Edge.Tests.Support;

namespace Mingchu.Edge.Tests.Capture;

public sealed class FrameExchangeTests
{
    private static Frame Frame(string camera, long number) => new(camera, number, Some.At, 1, 1, MemoryPool<byte>.Shared.Rent(3));

    [Fact]
    public async Task The_newest_frame_wins_and_the_dropped_are_counted()
    {
        using var exchange = new FrameExchange(2);
        for (var i = 0; i < 5; i++)
            exchange.Offer(1, Frame("b", i));
        var (camera, frame) = (await exchange.TakeAsync(TimeSpan.FromSeconds(1), TestContext.Current.CancellationToken))!.Value;
        Assert.Equal((1, 4L), (camera, frame.Number));
        Assert.Equal([0L, 4L], [exchange.Dropped(0), exchange.Dropped(1)]);
        frame.Dispose();
    }

    [Fact]
    public async Task A_busy_camera_does_not_starve_the_others()
    {
        using var exchange = new FrameExchange(3);
        var served = new int[3];
        for (var i = 0; i < 30; i++)
        {
            exchange.Offer(0, Frame("a", i));
            if (i == 0)
            {
                exchange.Offer(1, Frame("b", i));
                exchange.Offer(2, Frame("c", i));
            }
            var (camera, frame) = (await exchange.TakeAsync(TimeSpan.FromSeconds(1), TestContext.Current.CancellationToken))!.Value;
            served[camera]++;
            frame.Dispose();
            if (i == 3)
                Assert.Equal([1, 1], served[1..]);
        }
    }

    [Fact]
    public async Task Nothing_to_take_is_an_answer() =>
        Assert.Null(await new FrameExchange(1).TakeAsync(TimeSpan.FromMilliseconds(1), TestContext.Current.CancellationToken));

    [Theory]
    [InlineData(1, 1)]
    [InlineData(2, 2)]
    [InlineData(6, 32)]
    [InlineData(7, 60)]
    [InlineData(1000, 60)]
    public void The_wait_doubles_up_to_a_minute_with_jitter(int failures, double most) =>
        Gen.Double[0, 1].Sample(jitter => Assert.InRange(Backoff.After(failures, jitter).TotalSeconds, Math.Max(1, most / 2), most));

    [Fact]
    public void Identical_pictures_for_the_limit_are_a_frozen_camera_and_one_other_pixel_thaws_it()
    {
        var watch = new FreezeWatch(TimeSpan.FromSeconds(30));
        var pixels = new byte[960 * 540 * 3];
        for (var s = 0; s < 30; s++)
            Assert.Null(watch.Look(pixels, Some.At.AddSeconds(s)));
        Assert.Equal(Some.At, watch.Look(pixels, Some.At.AddSeconds(30)));
        pixels[12345] ^= 1;
        Assert.Null(watch.Look(pixels, Some.At.AddSeconds(31)));
    }
}
