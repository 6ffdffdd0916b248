using Mingchu.Edge.Core.Geometry;
using Mingchu.Edge.Core.Sight;

namespace Mingchu.Edge.Core.Tests.Sight;

/// <summary>What holds for every story, with any clock.</summary>
public sealed class SightProperties
{
    private static readonly DateTimeOffset Noon = new(2026, 1, 31, 12, 0, 0, TimeSpan.Zero);

    /// <summary>One look: milliseconds since the last, mostly 1000, and what is shown.</summary>
    private static readonly Gen<(int After, int Shown)> Look = Gen.Select(
        Gen.Frequency((30, Gen.Const(1000)), (2, Gen.Int[0, 8000]), (1, Gen.Int[-20_000, 40_000])), Gen.Frequency((4, Gen.Const(0)), (4, Gen.Int[0, 6])));

    private static readonly Gen<(int After, int Shown)[]> Story = Gen.Select(Look, Gen.Int[1, 12]).Array[1, 6]
        .Select(runs => runs.SelectMany(run => Enumerable.Repeat(run.Item1, run.Item2).Select((look, i) => i == 0 ? look : (1000, look.Shown))).ToArray());

    /// <summary>A kitchen of tiles and shelves (0), and what may come of it: covered, turned, dark, two things, noise.</summary>
    private static readonly Thumbnail[] Shown = [.. Enumerable.Range(0, 7).Select(Draw)];

    private static Thumbnail Draw(int what)
    {
        const int Width = 80, Height = 60;
        var grey = new byte[Width * Height];
        for (var y = 0; y < Height; y++)
            for (var x = 0; x < Width; x++)
            {
                var (u, v) = (what == 2 ? x + 9 : x, y);
                var value = (((u / 11 * 7919) ^ (v / 7 * 26544)) % 160) + 50;
                value = what == 1 ? 90 : what == 3 ? value / 20 : value;
                value = what == 4 && x is > 20 and < 44 && y is > 20 and < 44 ? (x + y) % 12 * 20 : value;
                value = what == 5 && x is > 50 and < 74 && y is > 30 and < 54 ? (x - y + 99) % 9 * 25 : value;
                grey[(y * Width) + x] = (byte)(what == 6 ? (value + (((x * 13) ^ (y * 7)) % 9)) : value);
            }
        return new(Width, Height, grey);
    }

    [Fact]
    public void A_settled_state_has_lasted_and_no_look_unlike_it_is_called_clear() =>
        Story.Sample(story =>
        {
            var (memory, now, before) = (ViewMemory.Empty, Noon, ViewState.Clear);
            foreach (var (after, shown) in story)
            {
                now = now.AddMilliseconds(after);
                (memory, var reading) = ViewFold.Step(memory, Shown[shown], null, now);
                if (reading.Settled != before && reading.Settled != ViewState.Clear)
                    Assert.True(now - reading.Since >= TimeSpan.FromSeconds(2));
                Assert.True(reading.View != ViewState.Clear || reading.Settled == ViewState.Clear);
                Assert.True(reading.Since <= now);
                before = reading.Settled;
            }
        }, iter: 150);

    [Fact]
    public void The_same_story_gives_the_same_answers() =>
        Story.Sample(story => Assert.Equal(States(story), States(story)), iter: 40);

    [Fact]
    public void Every_thing_has_stood_for_its_time_has_an_id_of_its_own_and_lies_in_the_picture() =>
        Story.Sample(story =>
        {
            var (memory, now, watched, last) = (ObjectMemory.Empty, Noon, 0.0, 0L);
            var settings = new ObjectSettings { Stands = TimeSpan.FromSeconds(4) };
            var reference = new Reference(Shown[0], Noon);
            foreach (var (after, shown) in story)
            {
                now = now.AddMilliseconds(after);
                watched += after is > 0 and <= 5000 ? after / 1000.0 : 0;
                var before = memory.Objects.Select(o => o.Id).ToHashSet();
                memory = ObjectFold.Step(memory, Shown[shown], reference, [], null, settings, now);
                foreach (var thing in memory.Objects)
                {
                    Assert.True(thing.Box is { Left: >= 0, Top: >= 0, Right: <= 1, Bottom: <= 1 } && thing.Box.Area > 0);
                    Assert.InRange(thing.Score, 0, 1);
                    if (before.Contains(thing.Id))
                        continue;
                    Assert.True(thing.Id > last && watched >= 3.99 && now - thing.Since >= settings.Stands - TimeSpan.FromMilliseconds(1));
                    last = thing.Id;
                }
            }
        }, iter: 150);

    [Fact]
    public void A_view_like_its_reference_shows_nothing_whatever_the_clock_does() =>
        Story.Sample(story =>
        {
            var (memory, now) = (ObjectMemory.Empty, Noon);
            foreach (var (after, _) in story)
                Assert.Empty((memory = ObjectFold.Step(memory, Shown[0], new(Shown[0], Noon), [], null, new(), now = now.AddMilliseconds(after))).Objects);
        }, iter: 40);

    [Fact]
    public void Where_people_are_nothing_is_told() =>
        Story.Sample(story =>
        {
            var (memory, now) = (ObjectMemory.Empty, Noon);
            foreach (var (after, shown) in story)
                Assert.Empty((memory = ObjectFold.Step(
                    memory, Shown[shown], new(Shown[0], Noon), [new Box(0, 0, 1, 1)], null, new() { Stands = TimeSpan.FromSeconds(2) }, now = now.AddMilliseconds(after))).Objects);
        }, iter: 60);

    private static string States((int After, int Shown)[] story)
    {
        var (memory, now, all) = (ViewMemory.Empty, Noon, "");
        foreach (var (after, shown) in story)
        {
            (memory, var reading) = ViewFold.Step(memory, Shown[shown], null, now = now.AddMilliseconds(after));
            all += $"{reading} ";
        }
        return all;
    }
}
