using System.Security.Claims;
using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;
using Mingchu.Collector.Core.Areas;
using Mingchu.Collector.Core.Cases;
using Mingchu.Collector.Storage;

namespace Mingchu.Collector.Accounts;

/// <summary>Who a signed-in person or system is as an <see cref="Actor"/>, checked against the database each time.</summary>
public sealed class Reviewers(IDbContextFactory<CollectorDb> dbs)
{
    private static readonly string[] Regulators = [.. RoleRules.OfAccounts.Where(r => r.IsRegulator()).Select(r => r.Word())];

    /// <summary>The actor, or null when the account or token is gone, locked or without a role since it signed in.</summary>
    public async Task<Actor?> Find(ClaimsPrincipal user, CancellationToken ct)
    {
        if (user.FindFirstValue(ClaimTypes.NameIdentifier) is not { } id)
            return null;
        await using var db = await dbs.CreateDbContextAsync(ct);
        if (id.StartsWith("token:", StringComparison.Ordinal))
        {
            var name = id["token:".Length..];
            var token = await db.Set<ApiToken>().AsNoTracking().SingleOrDefaultAsync(t => t.Name == name, ct);
            return token is null ? null : new(id, name, Role.Supervisor) { Area = AreaOf(token.Area) };
        }
        var account = await db.Users.AsNoTracking().SingleOrDefaultAsync(u => u.Id == id, ct);
        var stamp = user.FindFirstValue(new ClaimsIdentityOptions().SecurityStampClaimType);
        if (account is null || (stamp is not null && stamp != account.SecurityStamp))
            return null;
        var roles = await RolesOf(db).Where(r => r.UserId == id).Select(r => r.Role).ToListAsync(ct);
        // Accounts have one role; of several that were given by hand, the one that reaches furthest counts.
        return roles.Select(RoleRules.Parse).OfType<Role>().Cast<Role?>().OrderByDescending(r => r == Role.Admin).ThenBy(r => r).FirstOrDefault() is { } role
            ? new(id, account.UserName!, role) { Area = AreaOf(account.Area), PremisesId = account.PremisesId, Platform = account.Platform }
            : null;
    }

    /// <summary>Everyone of the market supervision a case can be assigned to, by name: of the viewer's area, or above it.</summary>
    public async Task<IReadOnlyList<Assignee>> Assignees(Scope scope, CancellationToken ct)
    {
        await using var db = await dbs.CreateDbContextAsync(ct);
        var users = db.Users.AsNoTracking().Where(u => RolesOf(db).Any(r => r.UserId == u.Id && Regulators.Contains(r.Role)));
        if (!scope.IsEverything)
        {
            var (own, line) = (scope.Area?.Path ?? "", scope.Area?.Line.Select(a => a.Path).ToArray() ?? []);
            users = users.Where(u => u.Area == null || line.Contains(u.Area) || (own != "" && u.Area.StartsWith(own + "/")));
        }
        return await users.OrderBy(u => u.UserName).Select(u => new Assignee(u.Id, u.UserName!)).ToListAsync(ct);
    }

    private static Area? AreaOf(string? path) => path is null ? null : Area.Of(path);

    private static IQueryable<UserInRole> RolesOf(CollectorDb db) =>
        from membership in db.UserRoles
        join role in db.Roles on membership.RoleId equals role.Id
        select new UserInRole { UserId = membership.UserId, Role = role.Name! };

    private sealed class UserInRole
    {
        public required string UserId { get; init; }
        public required string Role { get; init; }
    }
}

/// <summary>A person a case can be assigned to.</summary>
public sealed record Assignee(string Id, string Name);
