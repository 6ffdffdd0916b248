using Mingchu.Collector.Core.Routing;

namespace Mingchu.Collector.Core.Tests.Routing;

public class RoutingPolicyTests
{
    [Theory]
    [Trait("row", "B4")]
    [InlineData(1, "no-cap", "merchant")]
    [InlineData(2, "smoking", "platform")]
    [InlineData(3, "rodent", "regulator")]
    public void A_grade_goes_to_its_audience_through_every_channel_and_is_seen_in_the_app(int grade, string hazard, string audience)
    {
        var found = RoutingPolicy.Default.Match(Matter(grade, hazard));

        Assert.Equal([new(audience, "in-app"), new(audience, "webhook"), new(audience, "email")], found);
    }

    [Fact]
    public void A_camera_without_a_picture_is_nobodys_offence()
    {
        var found = RoutingPolicy.Default.Match(new(1, "camera-offline", "camera", "putian"));

        Assert.Equal([new("regulator", "in-app")], found);
    }

    [Theory]
    [InlineData("putian/xianyou", "town-office")]
    [InlineData("putian/xianyou/licheng", "town-office")]
    [InlineData("putian/xianyou-north", "merchant")]
    [InlineData("putian", "merchant")]
    public void A_child_route_narrows_by_area_and_does_not_take_a_name_that_only_begins_alike(string area, string audience)
    {
        var policy = Parse("""
            {"version": "2", "routes": [{"grades": [1], "to": [{"audience": "merchant", "channels": ["in-app"]}],
              "routes": [{"areas": ["putian/xianyou"], "to": [{"audience": "town-office", "channels": ["email"]}]}]}]}
            """);

        Assert.Equal(audience, Assert.Single(policy.Match(new(1, "no-cap", "staff", area))).Audience);
    }

    [Fact]
    public void Continue_goes_on_to_the_siblings_and_a_destination_named_twice_is_told_once()
    {
        var policy = Parse("""
            {"version": "2", "routes": [
              {"groups": ["pests"], "continue": true, "to": [{"audience": "regulator", "channels": ["in-app"]}]},
              {"grades": [3], "to": [{"audience": "regulator", "channels": ["in-app", "email"]}]},
              {"to": [{"audience": "nobody-gets-here", "channels": ["in-app"]}]}]}
            """);

        Assert.Equal([new("regulator", "in-app"), new("regulator", "email")], policy.Match(Matter(3, "rodent")));
    }

    [Fact]
    public void Every_error_of_a_file_is_reported_with_its_path()
    {
        var (policy, errors) = RoutingFile.Parse("""
            {"version": "2", "routes": [
              {"grades": [4], "hazards": ["no-hat"], "to": [{"audience": "", "channels": []}]},
              {"groups": ["animals"], "routes": [{"areas": ["/putian"]}]}]}
            """);

        Assert.Null(policy);
        Assert.Equal(
            ["routes[0].grades", "routes[0].hazards", "routes[0].to[0].audience", "routes[0].to[0].channels",
             "routes[1].groups", "routes[1].routes[0].areas", "routes[1].routes[0]"],
            errors.Select(e => e[..e.IndexOf(':', StringComparison.Ordinal)]));
    }

    [Theory]
    [InlineData("", "line 1")]
    [InlineData("{\"version\": \"1\", \"rutes\": []}", "rutes")]
    [InlineData("{\"version\": \"1\", \"routes\": [{\"grades\": [\"one\"]}]}", "routes[0].grades[0]")]
    [InlineData("{\"routes\": [{\"to\": [{\"audience\": \"a\", \"channels\": [\"in-app\"]}]}]}", "version")]
    [InlineData("{\"version\": \"1\", \"routes\": []}", "routes")]
    public void A_file_that_is_no_policy_says_where(string json, string where)
    {
        var (policy, errors) = RoutingFile.Parse(json);

        Assert.Null(policy);
        Assert.Contains(where, Assert.Single(errors), StringComparison.Ordinal);
    }

    [Fact]
    public void A_tree_deeper_than_allowed_is_refused()
    {
        var route = """{"to": [{"audience": "a", "channels": ["in-app"]}]}""";
        for (var i = 0; i < RoutingFile.MaxDepth; i++)
            route = $$"""{"routes": [{{route}}]}""";

        Assert.Contains(RoutingFile.Parse($$"""{"version": "1", "routes": [{{route}}]}""").Errors, e => e.Contains("deeper", StringComparison.Ordinal));
    }

    [Fact]
    public void Every_matter_of_the_hazard_list_reaches_somebody_in_the_app()
    {
        var hazards = Contracts.Hazards.HazardList.Current.Hazards;
        Gen.Select(Gen.Int[1, 3], Gen.Int[0, hazards.Count - 1], Gen.String[0, 20]).Sample((grade, index, area) =>
        {
            var found = RoutingPolicy.Default.Match(new(grade, hazards[index].Code, hazards[index].Group, area));
            return found.Any(d => d.Channel == "in-app") && found.Distinct().Count() == found.Count;
        });
    }

    private static Matter Matter(int grade, string hazard) =>
        new(grade, hazard, Contracts.Hazards.HazardList.Current.Find(hazard)!.Group, "putian/xianyou/licheng");

    private static RoutingPolicy Parse(string json)
    {
        var (policy, errors) = RoutingFile.Parse(json);
        Assert.Empty(errors);
        return policy!;
    }
}
