using Mingchu.Edge.Config;
using Mingchu.Edge.Core.Rules;
using Mingchu.Edge.Tests.Support;

namespace Mingchu.Edge.Tests.Config;

/// <summary>Zones, masks, hours and rules of cameras.</summary>
[Trait("row", "A7")]
public sealed class PlanReaderTests : IDisposable
{
    private readonly TempFolder folder = new();

    public PlanReaderTests()
    {
        folder.Write("token", "secret-token\n");
        Directory.CreateDirectory(folder["models"]);
    }

    private const string Good = """
        device: box-1
        collector: {mqtt: "mqtt://127.0.0.1:1883", evidence: "http://127.0.0.1:8080", tokenFile: token}
        data: data
        models: models
        hours:
          timeZone: Asia/Shanghai
          opening: [{days: mon-fri, from: 06:30, to: "21:30"}]
          duty: [{from: 10:30, to: 13:30}]
          holidays: [2026-10-01, 2026-10-02]
        rules:
          - {hazard: rodent, dwell: 3s, minConfidence: 0.5}
        cameras:
          - id: stove
            url: rtsp://host/1
            rules:
              - {hazard: rodent, share: 0.9, enabled: true}
            hours:
              opening: [{days: "sat, sun", from: 17:00, to: 02:00}, {days: [fri], from: 00:00, to: 24:00}]
            zones:
              - id: floor
                area: [[0, 0.6], [1, 0.6], [1, 1], [0, 1]]
                for: [goods-on-floor, rodent]
                rules: [{hazard: rodent, clear: 5m}]
              - {id: store, area: [[0.8, 0], [1, 0], [1, 0.3]], for: intruder, staffOnly: true, hours: [{days: sat-mon, from: 6:00, to: 22:00}]}
              - {id: post, area: [[0, 0], [0.5, 0], [0.5, 0.5]], for: "absent, after-hours"}
            masks:
              - {area: [[0, 0], [0.1, 0], [0.1, 0.1]]}
              - {area: [[0, 0], [0.2, 0], [0.2, 0.1]], for: [fire-smoke]}
          - {id: pastry, url: "rtsp://host/2"}
        """;

    public void Dispose() => folder.Dispose();

    private ConfigResult Read(string yaml) => ConfigReader.Read(yaml, folder.Path, _ => null);

    [Fact]
    public void A_good_plan_is_read_whole()
    {
        var (config, errors) = Read(Good);
        Assert.Empty(errors);
        var (camera, plan) = (config!.Cameras[0], config.Cameras[0].Plan);
        Assert.Equal(["floor", "store", "post"], plan.Zones.Select(z => z.Id));
        Assert.Equal([(0f, 0.6f), (1f, 0.6f), (1f, 1f), (0f, 1f)], plan.Zones[0].Area.Corners);
        Assert.Equal(["goods-on-floor", "rodent"], plan.Zones[0].Hazards);
        Assert.Equal(["absent", "after-hours"], plan.Zones[2].Hazards);
        Assert.Equal(new RuleSettings("rodent") { Clear = TimeSpan.FromMinutes(5) }, Assert.Single(plan.Zones[0].Rules));
        Assert.True(plan.Zones[1].StaffOnly);
        Assert.Equal([true, false], plan.Masks.Select(m => m.Hides("no-cap")));
        Assert.Equal(new RuleSettings("rodent") { Share = 0.9, Enabled = true }, Assert.Single(camera.Rules));
        Assert.Equal(new RuleSettings("rodent") { Dwell = TimeSpan.FromSeconds(3), MinConfidence = 0.5 }, Assert.Single(config.Rules));
    }

    [Theory]
    [InlineData("stove", "2026-09-26 18:00", true)] // Saturday
    [InlineData("stove", "2026-09-28 01:59", true)] // Sunday's night
    [InlineData("stove", "2026-09-28 12:00", false)]
    [InlineData("stove", "2026-09-25 03:00", true)] // all Friday
    [InlineData("stove", "2026-10-02 03:00", false)] // Friday and holiday
    [InlineData("pastry", "2026-09-28 12:00", true)] // Monday
    [InlineData("pastry", "2026-09-26 18:00", false)]
    [InlineData("pastry", "2026-10-01 12:00", false)]
    public void A_cameras_hours_go_over_those_of_the_file_and_keep_its_holidays(string camera, string local, bool open)
    {
        var read = Read(Good).Config!.Cameras.Single(c => c.Id == camera);
        Assert.Equal(open, read.Plan.Opening!.Contains(DateTime.Parse(local, System.Globalization.CultureInfo.InvariantCulture)));
        Assert.Equal("Asia/Shanghai", read.TimeZone.Id);
        Assert.True(read.Plan.Duty!.Contains(new(2026, 9, 26, 12, 0, 0)));
    }

    [Theory]
    [InlineData("mon-fri", "mon-frei", "line 7: hours.opening[0].days: 'mon-frei' is not a day or a range of days; write mon, tue")]
    [InlineData("from: 06:30", "from: half past six", "line 7: hours.opening[0].from: 'half past six' is not a time of day like 06:30")]
    [InlineData("from: 06:30", "from: 24:00", "line 7: hours.opening[0].from: '24:00' is not a time of day")]
    [InlineData("from: 06:30, ", "", "line 7: hours.opening[0].from: is missing")]
    [InlineData("to: 13:30", "to: 10:30", "line 8: hours.duty[0].to: is the same as from; write 00:00 to 24:00 for the whole day")]
    [InlineData("duty: [{from: 10:30, to: 13:30}]", "duty: always", "line 8: hours.duty: must be a list")]
    [InlineData("Asia/Shanghai", "Asia/Xianyou", "line 6: hours.timeZone: 'Asia/Xianyou' is not a time zone this machine knows")]
    [InlineData("[2026-10-01, 2026-10-02]", "[2026-10-01, 2.10.2026]", "line 9: hours.holidays[1]: '2.10.2026' is not a date like 2026-10-01")]
    [InlineData("minConfidence: 0.5", "minConfidence: 50", "line 11: rules[0].minConfidence: '50' is not a number from 0 to 1")]
    [InlineData("share: 0.9", "share: 0.3", "line 16: cameras[0].rules[0].share: '0.3' is not a number from 0.5 to 1")]
    [InlineData("hazard: rodent, dwell: 3s", "hazard: camera-offline, dwell: 3s", "line 11: rules[0].hazard: 'camera-offline' is not seen in pictures: it has neither minConfidence nor share")]
    [InlineData("- id: floor", "- id: Floor", "line 20: cameras[0].zones[0].id: 'Floor' is not an id")]
    [InlineData("id: store", "id: floor", "line 24: cameras[0].zones[1].id: 'floor' is used by another zone of this camera")]
    [InlineData("[1, 0.6]", "[1, 6]", "line 21: cameras[0].zones[0].area[1]: must be a point [x, y], both from 0 (left, top) to 1 (right, bottom)")]
    [InlineData("[1, 0.6]", "[1]", "line 21: cameras[0].zones[0].area[1]: must be a point")]
    [InlineData("[[0, 0.6], [1, 0.6], [1, 1], [0, 1]]", "[[0, 0.6], [1, 0.6]]", "line 21: cameras[0].zones[0].area: has 2 points; 3 to 64 make an area")]
    [InlineData("[[0, 0.6], [1, 0.6], [1, 1], [0, 1]]", "[[0, 0.6], [1, 1], [1, 0.6], [0, 1]]", "line 21: cameras[0].zones[0].area: crosses itself")]
    [InlineData("[[0, 0.6], [1, 0.6], [1, 1], [0, 1]]", "[[0.5, 0.5], [0.51, 0.5], [0.5, 0.51]]", "line 21: cameras[0].zones[0].area: is smaller than a thousandth of the picture")]
    [InlineData("[[0, 0.6], [1, 0.6], [1, 1], [0, 1]]", "everywhere", "line 21: cameras[0].zones[0].area: must be a list of points, as [[0.1, 0.2]")]
    [InlineData("area: [[0, 0], [0.1, 0], [0.1, 0.1]]", "for: rodent", "line 27: cameras[0].masks[0].area: is missing")]
    [InlineData("for: [goods-on-floor, rodent]", "for: []", "line 22: cameras[0].zones[0].for: must name at least one")]
    [InlineData("for: [goods-on-floor, rodent]", "x: y", "line 20: cameras[0].zones[0].for: is missing")]
    [InlineData("for: [goods-on-floor, rodent]", "for: [rodent, rats]", "line 22: cameras[0].zones[0].for[1]: hazard 'rats' is not in the hazard list")]
    [InlineData("for: [goods-on-floor, rodent]", "for: [rodent, fly]", "line 22: cameras[0].zones[0].for[1]: hazard 'fly' can't be seen by this software yet")]
    [InlineData("for: [goods-on-floor, rodent]", "for: [rodent, camera-offline]", "line 22: cameras[0].zones[0].for[1]: hazard 'camera-offline' is of the whole camera")]
    [InlineData("for: [goods-on-floor, rodent]", "for: [goods-on-floor]", "line 23: cameras[0].zones[0].rules[0].hazard: the zone is not drawn for 'rodent'; add it to for")]
    [InlineData("for: [goods-on-floor, rodent]", "for: [rodent]\n        staffOnly: true", "line 23: cameras[0].zones[0].staffOnly: is for zones of intruder")]
    [InlineData("for: [goods-on-floor, rodent]", "for: [rodent]\n        hours: [{from: 6:00, to: 7:00}]", "line 23: cameras[0].zones[0].hours: is for zones of intruder")]
    [InlineData("  duty: [{from: 10:30, to: 13:30}]\n", "", "line 24: cameras[0].zones[2].for: absent needs duty hours")]
    [InlineData("masks:", "maskes:", "line 26: cameras[0].maskes: is not known here")]
    public void Each_error_names_line_path_and_what_was_expected(string good, string bad, string expected)
    {
        Assert.Contains(good, Good, StringComparison.Ordinal);
        var (config, errors) = Read(Good.Replace(good, bad, StringComparison.Ordinal));
        Assert.Null(config);
        Assert.True(errors.Any(e => e.ToString().StartsWith(expected, StringComparison.Ordinal)), string.Join('\n', errors));
    }

    [Fact]
    public void Without_opening_hours_after_hours_has_no_zone()
    {
        var bare = string.Join('\n', Good.Split('\n').Where(line => !line.Contains("opening:", StringComparison.Ordinal) && line != "    hours:"));
        Assert.Contains(Read(bare).Errors, e => e.Path == "cameras[0].zones[2].for" && e.Message.StartsWith("after-hours needs opening hours", StringComparison.Ordinal));
    }

    [Fact]
    public void All_errors_come_at_once_in_the_order_of_the_file()
    {
        var bad = Good.Replace("Asia/Shanghai", "Mars", StringComparison.Ordinal).Replace("[1, 0.6]", "[2, 0.6]", StringComparison.Ordinal)
            .Replace("for: [fire-smoke]", "for: [smoke]", StringComparison.Ordinal);
        Assert.Equal(["hours.timeZone", "cameras[0].zones[0].area[1]", "cameras[0].masks[1].for[0]"], Read(bad).Errors.Select(e => e.Path));
    }

    [Fact]
    public void What_a_plan_says_is_what_its_camera_watches()
    {
        var config = Read(Good).Config!;
        var book = Rulebook.Create("stove", Contracts.Hazards.HazardList.Current, [.. config.Rules, .. config.Cameras[0].Rules], config.Cameras[0].Plan);
        var rodent = Assert.Single(book.Rules, r => r.Condition.Hazard == "rodent");
        Assert.Equal(("floor", 3, 300, 0.9, 0.5), (rodent.Zone!.Id, rodent.Dwell.TotalSeconds, rodent.Clear.TotalSeconds, rodent.Share, rodent.MinConfidence));
        Assert.Equal(["post"], book.Rules.Where(r => r.Condition.Hazard == "absent").Select(r => r.Zone!.Id));
        Assert.Contains(new Unwatched("dishes-piled", null, Missing.Zone), book.Unwatched);
    }

    [Fact]
    public void Any_damage_to_the_plan_gives_a_configuration_or_errors() =>
        Gen.Select(Gen.Int[0, Good.Length - 1], Gen.String[Gen.Char["[]{}:,-0.9 \nabc"], 0, 3]).Sample((at, junk) =>
        {
            var (config, errors) = Read(Good[..at] + junk + Good[Math.Min(Good.Length, at + 2)..]);
            Assert.True(config is null == errors.Count > 0);
        }, iter: 2000);
}
