using System.Security.Cryptography;
using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;
using Mingchu.Collector.Core.Areas;
using Mingchu.Collector.Core.Cases;
using Mingchu.Collector.Storage;

namespace Mingchu.Collector.Accounts;

/// <summary>The command-line side of accounts. Each returns the exit code; secrets are printed once and never stored readable.</summary>
public static class AccountCommands
{
    /// <summary>Adds a person. An empty <paramref name="password"/> makes one and prints it.</summary>
    public static async Task<int> AddUser(IServiceProvider services, string name, Duty duty, string? password, TextWriter output, TextWriter error)
    {
        if (string.IsNullOrWhiteSpace(name) || name.Length > 64 || name != name.Trim() || name.Any(char.IsControl))
            return await Fail(error, "a user name has 1..64 characters, without blanks at its ends");

        await using var scope = services.CreateAsyncScope();
        if (duty.PremisesId is { } premises && !await scope.ServiceProvider.GetRequiredService<CollectorDb>().Premises.AnyAsync(p => p.Id == premises))
            return await Fail(error, $"there are no premises '{premises}'; add them first with 'premises add'");
        if (duty.Platform is { } platform && !await scope.ServiceProvider.GetRequiredService<CollectorDb>().Platforms.AnyAsync(p => p.Id == platform))
            return await Fail(error, $"there is no platform '{platform}'; add it first with 'platform add'");
        var role = duty.Role.Word();
        var users = scope.ServiceProvider.GetRequiredService<UserManager<Account>>();
        var roles = scope.ServiceProvider.GetRequiredService<RoleManager<IdentityRole>>();
        if (!await roles.RoleExistsAsync(role) && await roles.CreateAsync(new(role)) is { Succeeded: false } noRole)
            return await Fail(error, Words(noRole));
        var generated = string.IsNullOrEmpty(password);
        var secret = generated ? RandomNumberGenerator.GetString("abcdefghjkmnpqrstuvwxyzABCDEFGHJKLMNPQRSTUVWXYZ23456789", 20) : password!;
        var account = new Account { UserName = name, Area = duty.Area?.Path, PremisesId = duty.PremisesId, Platform = duty.Platform };
        if (await users.CreateAsync(account, secret) is { Succeeded: false } refused)
            return await Fail(error, Words(refused));
        if (await users.AddToRoleAsync(account, role) is { Succeeded: false } unassigned)
            return await Fail(error, Words(unassigned));
        await output.WriteLineAsync($"user {name} ({role}{(duty.Area is { } area ? $" of {area}" : "")}) added{(generated ? "; the password, shown once:" : "")}");
        if (generated)
            await output.WriteLineAsync(secret);
        return 0;
    }

    /// <summary>Adds an API token, or replaces the one of the same name, and prints it.</summary>
    public static async Task<int> AddToken(IServiceProvider services, string name, Area? area, TextWriter output, TextWriter error)
    {
        if (string.IsNullOrWhiteSpace(name) || name.Length > 64 || name.Any(char.IsControl))
            return await Fail(error, "a token name has 1..64 characters");
        await using var scope = services.CreateAsyncScope();
        await using var db = await scope.ServiceProvider.GetRequiredService<IDbContextFactory<CollectorDb>>().CreateDbContextAsync();
        var now = scope.ServiceProvider.GetRequiredService<TimeProvider>().GetUtcNow();
        var (token, hash) = TokenScheme.Create();
        if (await db.Set<ApiToken>().FindAsync(name) is { } old)
            (old.Hash, old.CreatedAt, old.Area) = (hash, now, area?.Path);
        else
            db.Add(new ApiToken { Name = name, Hash = hash, CreatedAt = now, Area = area?.Path });
        await db.SaveChangesAsync();
        await output.WriteLineAsync(token);
        return 0;
    }

    private static async Task<int> Fail(TextWriter error, string sentence)
    {
        await error.WriteLineAsync(sentence);
        return 1;
    }

    private static string Words(IdentityResult result) => string.Join("; ", result.Errors.Select(e => e.Description));
}
