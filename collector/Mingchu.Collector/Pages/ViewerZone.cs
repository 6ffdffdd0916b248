using System.Globalization;
using Microsoft.AspNetCore.Components;

namespace Mingchu.Collector.Pages;

/// <summary>Shows times in the reader's time zone: the browser's, told by a cookie; until then the server's.</summary>
public sealed class ViewerZone(TimeProvider time)
{
    /// <summary>Cookie that holds the browser's zone.</summary>
    public const string Cookie = "zone";

    /// <summary>IANA name of the zone, handed from the first rendering to the live page.</summary>
    [PersistentState]
    public string? Name { get; set; }

    /// <summary>The zone.</summary>
    public TimeZoneInfo Zone => Name is { Length: > 0 and < 64 } name && TimeZoneInfo.TryFindSystemTimeZoneById(name, out var zone) ? zone : time.LocalTimeZone;

    /// <summary>Date and time to the minute; the year only when it is not this year.</summary>
    public string Short(DateTimeOffset at)
    {
        var local = TimeZoneInfo.ConvertTime(at, Zone);
        var thisYear = TimeZoneInfo.ConvertTime(time.GetUtcNow(), Zone).Year == local.Year;
        return local.ToString(thisYear ? "MM-dd HH:mm" : "yyyy-MM-dd HH:mm", CultureInfo.InvariantCulture);
    }

    /// <summary>Date and time to the second with the offset from UTC.</summary>
    public string Full(DateTimeOffset at) => TimeZoneInfo.ConvertTime(at, Zone).ToString("yyyy-MM-dd HH:mm:ss zzz", CultureInfo.InvariantCulture);

    /// <summary>Date and time to the second.</summary>
    public string Exact(DateTimeOffset at) => TimeZoneInfo.ConvertTime(at, Zone).ToString("yyyy-MM-dd HH:mm:ss", CultureInfo.InvariantCulture);
}
