using Mingchu.Collector.Core.Cases;
using Mingchu.Collector.Core.Privacy;

namespace Mingchu.Collector.Core.Areas;

/// <summary>What somebody may see: everything, an area with all that lies in it, one premises, what a platform has to do with, or nothing. Reads go through it, see <c>ScopedDbs</c>.</summary>
public sealed record Scope
{
    private Scope()
    {
    }

    /// <summary>The whole tree.</summary>
    public static Scope Everything { get; } = new() { IsEverything = true, Faces = true };

    /// <summary>Nothing at all.</summary>
    public static Scope Nothing { get; } = new();

    /// <summary>Whether nothing is hidden.</summary>
    public bool IsEverything { get; private init; }

    /// <summary>The area seen; null for none.</summary>
    public Area? Area { get; private init; }

    /// <summary>The platform whose listings, notices and cases in hand are seen, without the premises around them; null for none.</summary>
    public string? Platform { get; private init; }

    /// <summary>The one premises seen; null for none.</summary>
    public string? PremisesId { get; private init; }

    /// <summary>Whether pictures of cameras are seen as they were taken; else copies with blurred faces, and no clips. See <see cref="PictureRules"/>.</summary>
    public bool Faces { get; private init; }

    /// <summary>What an actor sees. Without an area only the system, admins and supervisors see anything but premises of their own.</summary>
    public static Scope Of(Actor? actor) => actor switch
    {
        null => Nothing,
        { Role: Role.System } => Everything,
        { Role: Role.Merchant, PremisesId: { } id } => new() { PremisesId = id },
        { Role: Role.Platform, Platform: { } platform } => new() { Platform = platform },
        { Role: Role.Merchant or Role.Platform } => Nothing,
        { Area: { } area } => new() { Area = area, Faces = PictureRules.SeesFaces(actor) },
        { Role: Role.Admin or Role.Supervisor } => Everything,
        _ => Nothing,
    };

    /// <summary>Whether an area, and not only something in it, is seen.</summary>
    public bool Sees(Area area) => IsEverything || (Area is { } own && area.IsWithin(own));

    /// <summary>Whether these premises are seen.</summary>
    public bool SeesPremises(string id, Area area) => Sees(area) || id == PremisesId;
}
