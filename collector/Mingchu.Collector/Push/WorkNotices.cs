using Mingchu.Collector.Core.Areas;
using Mingchu.Collector.Core.Cases;
using Mingchu.Collector.Core.Routing;
using Mingchu.Collector.Storage;

namespace Mingchu.Collector.Push;

/// <summary>Tells offices and platforms of what is no case, inside the transaction in which it happens: in the app and by every channel that the routing policy uses.</summary>
public sealed class WorkNotices(RoutingPolicy policy, IEnumerable<IChannel> channels)
{
    private const string Regulator = "regulator";

    private readonly IChannel[] used = [.. channels.Where(c => policy.Destinations.Any(d => d.Channel == c.Name))];

    /// <summary>Tells an office of its work.</summary>
    /// <param name="db">The transaction.</param>
    /// <param name="area">Area of the office.</param>
    /// <param name="office">Its name.</param>
    /// <param name="occasion">One of <see cref="Occasions"/>.</param>
    /// <param name="work">What it is.</param>
    /// <param name="now">Now, UTC.</param>
    public void Add(CollectorDb db, Area area, string office, string occasion, NoticeWork work, DateTimeOffset now) =>
        Add(db, new(Guid.Empty, "", "", office, area.Path, "", 0, occasion, now) { Work = work }, AudienceOf(area), []);

    /// <summary>Tells the platform of what is sent to it or decided about a shop on it.</summary>
    /// <param name="db">The transaction.</param>
    /// <param name="notice">With <see cref="Notice.Platform"/>.</param>
    public void ToPlatform(CollectorDb db, Notice notice) => Add(db, notice, Circle.Platform, [notice.Platform!.Id]);

    /// <summary>Tells the office of the notice's area of what a platform did, or did not; without an area whoever has the whole tree.</summary>
    /// <param name="db">The transaction.</param>
    /// <param name="notice">With <see cref="Notice.Platform"/>.</param>
    public void ToOffice(CollectorDb db, Notice notice) => Add(db, notice, Area.TryParse(notice.Area, out var area) ? AudienceOf(area) : Regulator, []);

    private void Add(CollectorDb db, Notice notice, string audience, IReadOnlyList<string> platforms)
    {
        foreach (var channel in used)
            foreach (var recipient in channel.Recipients(audience, platforms))
                db.Add(Delivery.Of(notice, 0, audience, channel.Name, recipient, policy.Version));
    }

    private static string AudienceOf(Area area) => area.Level switch
    {
        AreaLevel.City => Role.CityBureau.Word(),
        AreaLevel.County => Role.CountyBureau.Word(),
        _ => Role.TownOffice.Word(),
    };
}
