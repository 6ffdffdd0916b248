using System.Text.Json.Serialization;
using Mingchu.Contracts;

namespace Mingchu.Collector.Core.Cases;

/// <summary>Where a lead comes from.</summary>
[JsonConverter(typeof(KebabCase<LeadSource>))]
public enum LeadSource
{
    /// <summary>An alert of an edge box.</summary>
    Alert,

    /// <summary>A sensor that is not connected through an edge box.</summary>
    Sensor,

    /// <summary>A department's patrol on the spot 部门巡查.</summary>
    DepartmentPatrol,

    /// <summary>A department's look through the cameras 视频巡查.</summary>
    VideoPatrol,

    /// <summary>A patrol of grid members and unit leaders 网格单元巡查.</summary>
    GridPatrol,

    /// <summary>What a merchant found and reported 自查.</summary>
    SelfCheck,

    /// <summary>A report of the public 群众举报.</summary>
    PublicReport,

    /// <summary>A report of a trade insider 吹哨人.</summary>
    WhistleBlower,

    /// <summary>A complaint of a customer 投诉.</summary>
    Complaint,

    /// <summary>A comparison of platform data 平台数据比对.</summary>
    PlatformCheck,

    /// <summary>Bad ratings 差评.</summary>
    BadRating,

    /// <summary>Another system of the city.</summary>
    OtherSystem,
}

/// <summary>Words and rules about sources.</summary>
public static class LeadSources
{
    /// <summary>The word on the wire and in texts: <c>grid-patrol</c>.</summary>
    public static string Word(this LeadSource source) => source switch
    {
        LeadSource.Alert => "alert",
        LeadSource.Sensor => "sensor",
        LeadSource.DepartmentPatrol => "department-patrol",
        LeadSource.VideoPatrol => "video-patrol",
        LeadSource.GridPatrol => "grid-patrol",
        LeadSource.SelfCheck => "self-check",
        LeadSource.PublicReport => "public-report",
        LeadSource.WhistleBlower => "whistle-blower",
        LeadSource.Complaint => "complaint",
        LeadSource.PlatformCheck => "platform-check",
        LeadSource.BadRating => "bad-rating",
        LeadSource.OtherSystem => "other-system",
        _ => throw new ArgumentOutOfRangeException(nameof(source)),
    };

    /// <summary>The source of a word; null when there is none.</summary>
    public static LeadSource? Parse(string? word)
    {
        foreach (var source in Enum.GetValues<LeadSource>())
            if (source.Word() == word)
                return source;
        return null;
    }

    /// <summary>
    /// Sources that somebody of this role may hand in. Alerts come from boxes only; the grid and the merchant say what they saw themselves; a
    /// department takes in everything else.
    /// </summary>
    public static IReadOnlyList<LeadSource> Of(Role role) => role switch
    {
        Role.System => Enum.GetValues<LeadSource>(),
        Role.Merchant => [LeadSource.SelfCheck],
        Role.Platform => [LeadSource.PlatformCheck, LeadSource.BadRating],
        _ when role.IsGrid() => [LeadSource.GridPatrol, LeadSource.PublicReport],
        _ => [.. Enum.GetValues<LeadSource>().Where(s => s is not LeadSource.Alert)],
    };
}
