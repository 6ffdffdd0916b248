using Microsoft.AspNetCore.Http.HttpResults;
using Mingchu.Collector.Accounts;
using Mingchu.Collector.Cases;
using Mingchu.Collector.Core.Cases;
using static Mingchu.Collector.Api.CaseEndpoints;
using static Mingchu.Collector.Resources.Texts;

namespace Mingchu.Collector.Api;

/// <summary>A call that asks for a step of a case: by whom, and what does it. Endpoints of steps take it as a parameter.</summary>
internal sealed record CaseCall(HttpContext Http, Viewer Viewer, CaseDesk Desk, CaseReader Reader)
{
    /// <summary>The call that a request is.</summary>
    public static async ValueTask<CaseCall> BindAsync(HttpContext http) => new(
        http, await Viewer.BindAsync(http), http.RequestServices.GetRequiredService<CaseDesk>(), http.RequestServices.GetRequiredService<CaseReader>());

    /// <summary>Does it; the answer is the case as it is then.</summary>
    /// <param name="id">The case.</param>
    /// <param name="command">What to do; null when the body lacks a field.</param>
    /// <param name="version">Version of the case that the sender looked at, unless <c>If-Match</c> says it.</param>
    /// <param name="needsVersion">Whether one of both has to say it.</param>
    public async Task<Results<Ok<CaseView>, ProblemHttpResult>> Do(Guid id, CaseCommand? command, int? version, bool needsVersion = true)
    {
        if (command is null)
            return Problem(StatusCodes.Status400BadRequest, "field-missing", Text("api.field"));
        version = IfMatch.Read(Http.Request) ?? version;
        if (needsVersion && version is null)
            return Problem(StatusCodes.Status400BadRequest, "version-missing", Text("api.version"));
        if (!IdempotencyKey.Read(Http.Request, out var key))
            return IdempotencyKey.Bad();
        if (Viewer.Actor is not { } actor)
            return Problem(StatusCodes.Status401Unauthorized, "signed-out", Text("case.signed-out"));
        if (await Desk.Do(id, command with { ExpectedVersion = version }, actor, Http.RequestAborted, key) is { } refusal)
            return Refused(refusal);
        return await Reader.Find(Viewer.Scope, id, Http.RequestAborted) is { } changed ? Tagged(changed, Http) : Refused(Refusal.Of(Refusals.NotFound));
    }
}
