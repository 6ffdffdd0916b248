using Microsoft.AspNetCore.Components.Authorization;

namespace Mingchu.Collector.Accounts;

/// <summary>Who looks at a page; checked against the database at every call, since a page may stay open for hours.</summary>
public sealed class Viewers(AuthenticationStateProvider authentication, Reviewers reviewers)
{
    /// <summary>The one before the screen.</summary>
    public async Task<Viewer> Current(CancellationToken ct) =>
        new(await reviewers.Find((await authentication.GetAuthenticationStateAsync()).User, ct));
}
