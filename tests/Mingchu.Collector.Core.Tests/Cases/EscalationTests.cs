using Mingchu.Collector.Core.Cases;
using static Mingchu.Collector.Core.Cases.CaseCommand;

namespace Mingchu.Collector.Core.Tests.Cases;

/// <summary>Who has a case, from the first hand to the city.</summary>
public sealed class EscalationTests
{
    [Theory]
    [Trait("row", "B5")]
    [InlineData("no-cap", 1, LeadSource.Alert, null, Role.Merchant)]
    [InlineData("smoking", 2, LeadSource.Alert, null, Role.Platform)]
    [InlineData("rodent", 3, LeadSource.Alert, null, Role.TownOffice)]
    [InlineData("camera-blocked", 1, LeadSource.Alert, null, Role.TownOffice)]
    [InlineData("floor-litter", 1, LeadSource.GridPatrol, Role.Coordinator, Role.Coordinator)]
    [InlineData("floor-litter", 2, LeadSource.GridPatrol, Role.GridHead, Role.GridHead)]
    [InlineData("rodent", 3, LeadSource.GridPatrol, Role.Coordinator, Role.TownOffice)]
    [InlineData("no-licence", 3, LeadSource.GridPatrol, Role.Coordinator, Role.TownOffice)]
    [InlineData("floor-litter", 1, LeadSource.PublicReport, null, Role.Coordinator)]
    [InlineData("floor-litter", 1, LeadSource.DepartmentPatrol, Role.TownOffice, Role.TownOffice)]
    [InlineData("floor-litter", 1, LeadSource.DepartmentPatrol, Role.CityBureau, Role.CityBureau)]
    [InlineData("no-licence", 3, LeadSource.Complaint, Role.CountyBureau, Role.CountyBureau)]
    [InlineData("other-matter", 2, LeadSource.BadRating, null, Role.TownOffice)]
    [InlineData("worktop-dirty", 2, LeadSource.BadRating, null, Role.Platform)]
    [InlineData("worktop-dirty", 1, LeadSource.SelfCheck, Role.Merchant, Role.Merchant)]
    public void The_item_list_says_who_has_a_matter_first(string hazard, int grade, LeadSource source, Role? by, Role first) =>
        Assert.Equal(first, Some.Opened(hazard, grade, source, by).Flow.Holder?.Role);

    [Fact]
    [Trait("row", "B7")]
    public void Each_level_passes_on_to_the_next_and_the_city_settles_it()
    {
        var state = Some.Opened("floor-litter", 1, LeadSource.GridPatrol, Role.Coordinator);
        foreach (var (level, next) in Levels.Line.Zip(Levels.Line.Skip(1)))
        {
            Assert.Equal("not-yours", Some.Refusal(state, new PassOn("x"), next));
            state = Some.Do(state, new PassOn("解决不了"), level);
            Assert.Equal((next, Stage.Dispatched), (state.Flow.Holder!.Role, state.Stage));
            state = Some.Do(state, new Accept(), next);
        }

        Assert.Equal("no-higher-level", Some.Refusal(state, new PassOn("x"), Role.CityBureau));
        Assert.Equal(Stage.Closed, Some.Do(state, new Close("已取缔"), Role.CityBureau).Stage);
    }

    [Fact]
    [Trait("row", "B7")]
    public void A_case_goes_back_to_who_passed_it_on_and_no_further_than_it_came()
    {
        var passed = Some.Do(Some.Opened("floor-litter", 1, LeadSource.GridPatrol, Role.Coordinator), new PassOn("解决不了"), Role.Coordinator);
        var back = Some.Do(passed, new SendBack("应先劝导"), Role.GridHead);
        Assert.Equal(new Holder(Role.Coordinator), back.Flow.Holder);
        Assert.Equal("nobody-sent", Some.Refusal(back, new SendBack("x"), Role.Coordinator));
    }

    [Fact]
    [Trait("row", "B8")]
    public void What_a_higher_department_collected_never_goes_down_and_a_lower_one_may_only_assist()
    {
        var state = Some.Opened("floor-litter", 1, LeadSource.DepartmentPatrol, Role.CountyBureau);
        foreach (var lower in Levels.Line.TakeWhile(r => r != Role.CountyBureau))
        {
            Assert.Equal("never-down", Some.Refusal(state, new Dispatch(lower), Role.Supervisor));
            Assert.Equal("never-down", Some.Refusal(state, new Dispatch(lower), Role.Admin));
        }

        Assert.Equal("not-yours", Some.Refusal(state, new Accept(), Role.TownOffice));
        Assert.Equal("not-yours", Some.Refusal(state, new Confirm(), Role.TownOffice));
        Assert.Equal("not-asked", Some.Refusal(state, new Assist("已督促"), Role.TownOffice));
        var asked = Some.Do(state, new AskAssist(Role.TownOffice, "督促业主"), Role.CountyBureau);
        Assert.Equal(Role.CountyBureau, asked.Flow.Holder!.Role);
        Assert.Null(Some.Do(asked, new Assist("已督促"), Role.TownOffice).Flow.Assisting);
        // The merchant is no department: it has to put things right, and the county looks whether it did.
        var merchant = Some.Do(Some.Do(state, new Dispatch(Role.Merchant), Role.CountyBureau), new Rectify("已清理"), Role.Merchant);
        Assert.Equal("not-yours", Some.Refusal(merchant, new Verify(true, "好"), Role.TownOffice));
        Assert.Equal(Stage.Closed, Some.Do(merchant, new Verify(true, "好"), Role.CountyBureau).Stage);
    }

    [Fact]
    [Trait("row", "B8")]
    public void A_later_lead_of_a_higher_department_makes_the_case_its_own()
    {
        var state = Some.Do(Some.Opened(), new AddLead(Some.Lead("lead:1") with { Source = LeadSource.DepartmentPatrol, CollectedBy = Role.CityBureau }), Role.CityBureau);
        Assert.Equal("never-down", Some.Refusal(state, new Dispatch(Role.CountyBureau), Role.Supervisor));
    }

    [Fact]
    [Trait("row", "B9")]
    public void A_hard_lead_goes_to_the_brigade_and_law_breaking_becomes_an_enforcement_case()
    {
        var hard = Some.Do(Some.At_(Stage.Confirmed), new ToBrigade("线索疑难"), Role.TownOffice);
        Assert.Equal((Role.Brigade, Stage.Dispatched), (hard.Flow.Holder!.Role, hard.Stage));
        var enforced = Some.Do(Some.Do(hard, new Accept(), Role.Brigade), new ToEnforcement("使用假证", "莆市监案〔2026〕12号"), Role.Brigade);
        Assert.Equal(Stage.Enforcement, enforced.Stage);
        Assert.Null(enforced.Flow.NextAt);
        Assert.Equal(Stage.Closed, Some.Do(enforced, new Close("罚款五万元"), Role.Brigade).Stage);
    }

    [Fact]
    [Trait("row", "B14")]
    public void A_major_incident_is_reported_level_by_level_and_goes_on_by_itself_when_a_level_sleeps()
    {
        var state = Some.Do(Some.Opened("food-expired", 3, LeadSource.GridPatrol, Role.Coordinator), new ReportMajor("多人呕吐"), Role.Coordinator);
        Assert.Equal(Role.GridHead, state.Flow.Major!.Level);
        state = Some.Do(state, new TakeNotice("已到场"), Role.GridHead);
        state = Some.Do(state, new TakeNotice(), Role.VillageCentre);
        Assert.Equal("no-notice-awaited", Some.Refusal(state, new TakeNotice(), Role.GridHead));
        Assert.Equal("not-due", Some.Refusal(state, new Tick(), Role.System, Some.At.AddMinutes(29)));
        var slept = Assert.IsType<CaseEvent.MajorWentOn>(Some.Events(state, new Tick(), Actor.System, Some.At.AddMinutes(30))[0]);
        Assert.Equal((Role.TownOffice, Role.CountyBureau), (slept.Level, slept.Report.Level));
        state = CaseState.Evolve(state, slept);
        state = Some.Do(Some.Do(state, new TakeNotice(), Role.CountyBureau), new TakeNotice(), Role.CityBureau);
        Assert.Null(state.Flow.Major!.Level);
        Assert.Equal("major-already", Some.Refusal(state, new ReportMajor("又"), Role.CityBureau));
    }
}
