using Microsoft.AspNetCore.Http.HttpResults;
using Mingchu.Collector.Core.Cases;
using static Mingchu.Collector.Resources.Texts;

namespace Mingchu.Collector.Api;

/// <summary>The header <c>Idempotency-Key</c>: the sender's own name of one request, so that sending it again does not do it again.</summary>
public static class IdempotencyKey
{
    /// <summary>Longest key, characters.</summary>
    public const int MaxLength = 128;

    /// <summary>The key, null when there is none; false when it can't be one.</summary>
    public static bool Read(HttpRequest request, out string? key)
    {
        var text = request.Headers["Idempotency-Key"].ToString().Trim();
        key = text.Length == 0 ? null : text;
        return text.Length <= MaxLength && text.All(c => c is > ' ' and < (char)127);
    }

    /// <summary>The answer to a key that can't be one: 400.</summary>
    public static ProblemHttpResult Bad() => CaseEndpoints.Problem(StatusCodes.Status400BadRequest, "bad-key", Text("api.key"));

    /// <summary>The answer to a key that did something else before: 422.</summary>
    public static ProblemHttpResult Used() => CaseEndpoints.Refused(Refusal.Of(Refusals.KeyUsed));
}
