using System.Buffers;
using Mingchu.Edge.Capture;
using Mingchu.Edge.Tests.Support;

namespace Mingchu.Edge.Tests.Capture;

public sealed class FrameExchangeTests
{
    private static Frame Frame(string camera, long number) => new(camera, number, Some.At, 1, 1, MemoryPool<byte>.Shared.Rent(3));

    private static FrameExchange.Turn? Take(FrameExchange exchange) => exchange.Take(TimeSpan.Zero, TestContext.Current.CancellationToken);

    [Fact]
    public void The_newest_frame_wins_and_the_dropped_are_counted()
    {
        using var exchange = new FrameExchange();
        var (a, b) = (exchange.Open(), exchange.Open());
        for (var i = 0; i < 5; i++)
            b.Offer(Frame("b", i));
        using var turn = Take(exchange)!.Value;
        Assert.Same(b, turn.Place);
        Assert.Equal(4L, turn.Frame.Number);
        Assert.Equal([0L, 4L], [a.Dropped, b.Dropped]);
    }

    [Fact]
    public void A_camera_that_goes_leaves_nothing_behind_and_the_others_their_turns()
    {
        using var exchange = new FrameExchange();
        var (a, b) = (exchange.Open(), exchange.Open());
        a.Offer(Frame("a", 0));
        b.Offer(Frame("b", 0));
        a.Dispose();
        a.Offer(Frame("a", 1));
        var turn = Take(exchange)!.Value;
        Assert.Same(b, turn.Place);
        b.Offer(Frame("b", 1));
        b.Dispose();
        turn.Dispose();
        Assert.Null(Take(exchange));
    }

    [Fact]
    public void Nothing_to_take_is_an_answer()
    {
        using var exchange = new FrameExchange();
        Assert.Null(Take(exchange));
    }

    /// <summary>Any order of offers, takes and ends by any number of workers: a word each, odd ones offer.</summary>
    [Fact]
    public void No_camera_starves_none_is_worked_on_twice_and_no_frame_is_lost_uncounted() =>
        Gen.Select(Gen.Int[1, 6], Gen.Int[1, 4], Gen.Int[0, 1000].Array[0, 300]).Sample((cameras, workers, words) =>
        {
            using var exchange = new FrameExchange();
            var places = Enumerable.Range(0, cameras).Select(_ => exchange.Open()).ToList();
            int Of(FrameExchange.Turn turn) => places.IndexOf(turn.Place);
            var (offered, seen) = (new long[cameras], new long[cameras]);
            // Turns others had since this camera has waited; -1 while it does not.
            var passedOver = Enumerable.Repeat(-1, cameras).ToArray();
            var last = Enumerable.Repeat(-1L, cameras).ToArray();
            var turns = new List<FrameExchange.Turn>();
            foreach (var word in words)
            {
                var camera = word / 2 % cameras;
                if (word % 2 == 1)
                {
                    places[camera].Offer(Frame("", offered[camera]++));
                    if (passedOver[camera] < 0 && turns.All(t => Of(t) != camera))
                        passedOver[camera] = 0;
                }
                else if (turns.Count < workers && Take(exchange) is { } turn)
                {
                    Assert.DoesNotContain(turns, t => t.Place == turn.Place);
                    Assert.InRange(passedOver[Of(turn)], 0, cameras - 1);
                    Assert.Equal(offered[Of(turn)] - 1, turn.Frame.Number);
                    Assert.True(turn.Frame.Number > last[Of(turn)]);
                    (last[Of(turn)], passedOver[Of(turn)]) = (turn.Frame.Number, -1);
                    seen[Of(turn)]++;
                    for (var i = 0; i < cameras; i++)
                        passedOver[i] += passedOver[i] >= 0 ? 1 : 0;
                    turns.Add(turn);
                }
                else if (turns.Count > 0)
                {
                    var ended = turns[word / 2 % turns.Count];
                    turns.Remove(ended);
                    ended.Dispose();
                    if (last[Of(ended)] < offered[Of(ended)] - 1)
                        passedOver[Of(ended)] = 0;
                }
            }
            foreach (var turn in turns)
                turn.Dispose();
            while (Take(exchange) is { } turn)
            {
                seen[Of(turn)]++;
                turn.Dispose();
            }
            for (var i = 0; i < cameras; i++)
                Assert.Equal(offered[i], seen[i] + places[i].Dropped);
        });

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
