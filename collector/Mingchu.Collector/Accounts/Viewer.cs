using Mingchu.Collector.Core.Areas;
using Mingchu.Collector.Core.Cases;

namespace Mingchu.Collector.Accounts;

/// <summary>Who looks, and so what is shown. Endpoints take it as a parameter; pages ask <see cref="Viewers"/>.</summary>
/// <param name="Actor">Who; null when the account or token is gone, locked or without a role since it signed in, who sees nothing.</param>
public sealed record Viewer(Actor? Actor)
{
    /// <summary>What is shown.</summary>
    public Scope Scope { get; } = Scope.Of(Actor);

    /// <summary>Whoever sent the request, checked against the database.</summary>
    public static async ValueTask<Viewer> BindAsync(HttpContext http) =>
        new(await http.RequestServices.GetRequiredService<Reviewers>().Find(http.User, http.RequestAborted));
}
