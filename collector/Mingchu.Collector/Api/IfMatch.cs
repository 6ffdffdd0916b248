using System.Globalization;
using Microsoft.AspNetCore.Http.HttpResults;
using static Mingchu.Collector.Resources.Texts;

namespace Mingchu.Collector.Api;

/// <summary>The header <c>If-Match</c>: the version that the sender looked at, as <c>ETag</c> gave it.</summary>
public static class IfMatch
{
    /// <summary>The version; null when there is none or it is none.</summary>
    public static int? Read(HttpRequest request) =>
        int.TryParse(request.Headers.IfMatch.ToString().Trim('"'), NumberStyles.None, CultureInfo.InvariantCulture, out var version) ? version : null;

    /// <summary>Says the version with the answer.</summary>
    public static void Tag(HttpResponse response, int version) => response.Headers.ETag = string.Create(CultureInfo.InvariantCulture, $"\"{version}\"");

    /// <summary>The answer to a change without one: 428.</summary>
    public static ProblemHttpResult Missing() => CaseEndpoints.Problem(StatusCodes.Status428PreconditionRequired, "if-match", Text("config.if-match"));

    /// <summary>The answer to a change of what somebody changed since: 412.</summary>
    public static ProblemHttpResult Stale() => CaseEndpoints.Problem(StatusCodes.Status412PreconditionFailed, "stale", Text("premises.refused.stale"));
}
