using System.Security.Claims;
using System.Security.Cryptography;
using System.Text;
using System.Text.Encodings.Web;
using Microsoft.AspNetCore.Authentication;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;
using Mingchu.Collector.Storage;

namespace Mingchu.Collector.Accounts;

/// <summary>Signs requests in by <c>Authorization: Bearer</c> and an API token.</summary>
public sealed class TokenScheme(
    IOptionsMonitor<AuthenticationSchemeOptions> options, ILoggerFactory logger, UrlEncoder encoder, IDbContextFactory<CollectorDb> databases)
    : AuthenticationHandler<AuthenticationSchemeOptions>(options, logger, encoder)
{
    /// <summary>Name of the scheme.</summary>
    public const string SchemeName = "api-token";

    /// <summary>Start of every API token, so that scanners and people recognise one.</summary>
    public const string Prefix = "mct_";

    /// <summary>A new token and the hash that is stored of it.</summary>
    public static (string Token, string Hash) Create()
    {
        var token = Prefix + Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(32));
        return (token, HashOf(token));
    }

    /// <inheritdoc/>
    protected override async Task<AuthenticateResult> HandleAuthenticateAsync()
    {
        if (TokenOf(Request) is not { } token)
            return AuthenticateResult.NoResult();
        var hash = HashOf(token);
        await using var db = await databases.CreateDbContextAsync(Context.RequestAborted);
        var name = await db.Set<ApiToken>().Where(t => t.Hash == hash).Select(t => t.Name).SingleOrDefaultAsync(Context.RequestAborted);
        if (name is null)
            return AuthenticateResult.Fail("unknown API token");
        var identity = new ClaimsIdentity(
            [new(ClaimTypes.NameIdentifier, $"token:{name}"), new(ClaimTypes.Name, name), new(ClaimTypes.Role, Roles.Supervisor)], SchemeName);
        return AuthenticateResult.Success(new(new(identity), SchemeName));
    }

    /// <inheritdoc/>
    protected override Task HandleChallengeAsync(AuthenticationProperties properties)
    {
        Response.StatusCode = StatusCodes.Status401Unauthorized;
        Response.Headers.WWWAuthenticate = "Bearer";
        return Task.CompletedTask;
    }

    /// <summary>The API token of a request; null when it carries none (a device's token is not one).</summary>
    public static string? TokenOf(HttpRequest request) =>
        request.Headers.Authorization.ToString() is var header && header.StartsWith("Bearer " + Prefix, StringComparison.OrdinalIgnoreCase)
            ? header["Bearer ".Length..].Trim()
            : null;

    private static string HashOf(string token) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(token)));
}
