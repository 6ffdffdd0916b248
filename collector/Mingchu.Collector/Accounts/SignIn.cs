using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;

namespace Mingchu.Collector.Accounts;

/// <summary>What came of a try to sign in.</summary>
public enum SignInOutcome
{
    /// <summary>Signed in; the answer carries the cookie.</summary>
    Done,

    /// <summary>Name or password is wrong; which one is not told.</summary>
    Wrong,

    /// <summary>Locked for a while after several wrong passwords.</summary>
    Locked,
}

/// <summary>Signs people in by name and password.</summary>
public sealed class SignIn(SignInManager<Account> manager, UserManager<Account> users, ILogger<SignIn> log)
{
    private static readonly Account Nobody = new();
    private static readonly string NobodysHash = new PasswordHasher<Account>().HashPassword(Nobody, "nobody");

    /// <summary>Whether there is an account at all.</summary>
    public Task<bool> AnyAccount() => users.Users.AnyAsync();

    /// <summary>One try.</summary>
    public async Task<SignInOutcome> Try(string name, string password)
    {
        if (await users.FindByNameAsync(name) is not { } account)
        {
            // Takes as long as a wrong password, so that names can't be told by the clock.
            users.PasswordHasher.VerifyHashedPassword(Nobody, NobodysHash, password);
            return SignInOutcome.Wrong;
        }
        var result = await manager.PasswordSignInAsync(account, password, isPersistent: false, lockoutOnFailure: true);
        if (result.IsLockedOut)
            log.LogWarning("Account {Account} is locked after wrong passwords", account.UserName);
        return result.Succeeded ? SignInOutcome.Done : result.IsLockedOut ? SignInOutcome.Locked : SignInOutcome.Wrong;
    }
}
