using Mingchu.Collector.Core.Cases;
using Mingchu.Collector.Core.Platforms;
using static Mingchu.Collector.Core.Platforms.ListingCommand;

namespace Mingchu.Collector.Core.Tests.Platforms;

[Trait("row", "E2")]
public sealed class ListingDeciderTests
{
    private static readonly ListingCommand[] Commands =
    [
        new Order(NoticeKind.Suspend, "2026-0001"), new Order(NoticeKind.Delist, "2026-0001"), new Order(NoticeKind.Rectify, "2026-0001"), new Review(true, "审核"), new Review(false, "审核"),
        new Apply("申请"), new Release("同意"), new Refuse("不同意"), new Apply(" "), new Release(""),
    ];

    // Mostly those who can do something, so that the whole way is walked often.
    private static readonly Role[] Roles = [.. Enum.GetValues<Role>(), .. Enumerable.Repeat(Role.Platform, 8), .. Enumerable.Repeat(Role.Supervisor, 8)];

    private static readonly Gen<(ListingCommand Command, Role Role)[]> Histories =
        Gen.Select(Gen.Int[0, Commands.Length - 1], Gen.Int[0, Roles.Length - 1]).Select(p => (Commands[p.Item1], Roles[p.Item2])).Array[0, 40];

    [Fact]
    public void Nothing_goes_online_again_but_by_the_platforms_review_its_application_and_the_regulators_release() => Histories.Sample(history =>
    {
        var state = ListingState.Start;
        List<(ListingEvent Event, Role Role)> since = [];
        foreach (var (command, role) in history)
        {
            foreach (var happened in ListingDecider.Decide(state, command, new("x", "x", role)).Events)
            {
                var before = state;
                state = ListingState.Evolve(state, happened);
                if (happened is ListingEvent.Ordered or ListingEvent.Refused or ListingEvent.Reviewed)
                    since.Clear();
                since.Add((happened, role));
                if (before.Status != ListingStatus.Listed && state.Status == ListingStatus.Listed)
                {
                    Assert.Collection(since,
                        s => Assert.True(s is (ListingEvent.Reviewed { Passed: true }, Role.Platform)),
                        s => Assert.True(s is (ListingEvent.Applied, Role.Platform)),
                        s => Assert.True(s.Event is ListingEvent.Released && s.Role.IsRegulator()));
                    since.Clear();
                }
            }

            Assert.Equal(state.Status == ListingStatus.Listed, state.Block is null);
        }
    }, iter: 20_000);

    [Fact]
    public void A_shop_that_was_suspended_is_released_by_its_whole_way_and_a_refusal_begins_it_anew()
    {
        var state = Do(ListingState.Start, new Order(NoticeKind.Suspend, "2026-0001"), Role.TownOffice);
        Assert.Equal(ListingStatus.Suspended, state.Status);
        Assert.Equal("listing-state", Refused(state, new Apply("x"), Role.Platform));
        Assert.Equal("listing-state", Refused(state, new Release("x"), Role.Supervisor));
        state = Do(Do(state, new Review(true, "符合"), Role.Platform), new Apply("申请"), Role.Platform);
        state = Do(state, new Refuse("照片不实"), Role.TownOffice);
        Assert.Equal(ListingStatus.Suspended, state.Status);
        Assert.Equal("listing-state", Refused(state, new Apply("再申请"), Role.Platform));
        state = Do(Do(Do(state, new Review(true, "符合"), Role.Platform), new Apply("申请"), Role.Platform), new Release("同意"), Role.TownOffice);
        Assert.Equal(ListingStatus.Listed, state.Status);
    }

    [Fact]
    public void A_lower_order_does_not_lift_a_higher_one_and_a_lower_office_does_not_release_it()
    {
        var state = Do(ListingState.Start, new Order(NoticeKind.Delist, "2026-0001"), Role.CityBureau);
        state = Do(state, new Order(NoticeKind.Suspend, "2026-0002"), Role.TownOffice);
        Assert.Equal((ListingStatus.Delisted, Role.CityBureau), (state.Status, state.OrderedBy));
        state = Do(Do(state, new Review(true, "符合"), Role.Platform), new Apply("申请"), Role.Platform);
        Assert.Equal("higher-order", Refused(state, new Release("同意"), Role.CountyBureau));
        Assert.Equal(ListingStatus.Listed, Do(state, new Release("同意"), Role.CityBureau).Status);
    }

    private static ListingState Do(ListingState state, ListingCommand command, Role role)
    {
        var decision = ListingDecider.Decide(state, command, new("x", "x", role));
        Assert.Null(decision.Refusal?.Sentence);
        return decision.Events.Aggregate(state, ListingState.Evolve);
    }

    private static string? Refused(ListingState state, ListingCommand command, Role role) => ListingDecider.Decide(state, command, new("x", "x", role)).Refusal?.Code;
}
