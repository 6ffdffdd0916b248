using Microsoft.EntityFrameworkCore;
using Mingchu.Collector.Access;
using Mingchu.Collector.Api;
using Mingchu.Collector.Core.Areas;
using Mingchu.Collector.Core.Cases;
using Mingchu.Collector.Storage;
using Mingchu.Contracts;
using static Mingchu.Collector.Resources.Texts;

namespace Mingchu.Collector.People;

/// <summary>Somebody who can be assigned to premises.</summary>
/// <param name="Premises">How many premises they look after.</param>
public sealed record PersonView(string Id, string Name, Role Role, string Area, string Phone, string? Account, int Premises, int Version);

/// <summary>Body of a person.</summary>
/// <param name="Name">1..100 characters.</param>
/// <param name="Role">A role of the grid or of the market supervision.</param>
/// <param name="Area">Path of the area, of a level that the role has.</param>
/// <param name="Phone">At most 100 characters.</param>
/// <param name="Account">User name of the account, if there is one.</param>
public sealed record PersonRequest(string? Name, string? Role, string? Area, string? Phone, string? Account);

/// <summary>Which people; null for no limit.</summary>
/// <param name="Text">Part of the name, or the id.</param>
/// <param name="Area">Path of the area that they are of, or that lies above theirs.</param>
/// <param name="Premises">Those that could look after these premises and do not.</param>
public sealed record PeopleFilter(string? Text = null, string? Area = null, string? Premises = null);

/// <summary>Premises that somebody looks after.</summary>
public sealed record LookedAfter(string Id, string Name, string Area);

/// <summary>Where the market supervision writes people down and says who looks after which premises; each within its own area.</summary>
public sealed class PeopleDesk(ScopedDbs dbs, WriterLock writer, AccessLog log, TimeProvider time)
{
    /// <summary>People of the actor's area by id, after a given one; that telephone numbers were read is logged.</summary>
    public async Task<Page<PersonView>> List(Actor actor, PeopleFilter filter, string? after, int limit, CancellationToken ct)
    {
        var scope = Scope.Of(actor);
        await log.Record(actor, AccessKinds.People, after ?? "", scope.Area?.Path ?? "", ct);
        await using var db = await dbs.Open(scope, ct);
        var people = db.People.AsNoTracking();
        if (!string.IsNullOrWhiteSpace(filter.Text) && filter.Text.Trim() is var text)
            people = people.Where(p => p.Id == text || p.Name.Contains(text));
        if (!string.IsNullOrWhiteSpace(filter.Area) && filter.Area.Trim() is var area)
            people = people.Where(p => p.Area == area || p.Area.StartsWith(area + "/"));
        if (filter.Premises is { } premises)
        {
            var line = await db.Premises.Where(p => p.Id == premises).Select(p => p.Area).SingleOrDefaultAsync(ct) is { } place ? Area.Of(place).Line.Select(a => a.Path).ToList() : [];
            people = people.Where(p => line.Contains(p.Area) && !db.Assignments.Any(a => a.PremisesId == premises && a.PersonId == p.Id));
        }

        if (after is not null)
#pragma warning disable CA1309 // EF translates it only without a culture.
            people = people.Where(p => string.Compare(p.Id, after) > 0);
#pragma warning restore CA1309
        var rows = await people.OrderBy(p => p.Id).Take(limit + 1)
            .Select(p => new PersonView(p.Id, p.Name, p.Role, p.Area, p.Phone, p.Account, db.Assignments.Count(a => a.PersonId == p.Id), p.Version)).ToListAsync(ct);
        return new([.. rows.Take(limit)], rows.Count > limit ? rows[limit - 1].Id : null);
    }

    /// <summary>Somebody with the premises that they look after (at most 200 are told), or null when the actor does not see them; logged.</summary>
    public async Task<(PersonView Person, IReadOnlyList<LookedAfter> Premises)?> Find(Actor actor, string person, CancellationToken ct)
    {
        await using var db = await dbs.Open(Scope.Of(actor), ct);
        if (await db.People.AsNoTracking().SingleOrDefaultAsync(p => p.Id == person, ct) is not { } row)
            return null;
        await log.Record(actor, AccessKinds.People, person, row.Area, ct);
        var premises = db.Premises.AsNoTracking().Where(p => db.Assignments.Any(a => a.PersonId == person && a.PremisesId == p.Id));
        return (new(row.Id, row.Name, row.Role, row.Area, row.Phone, row.Account, await premises.CountAsync(ct), row.Version),
            await premises.OrderBy(p => p.Id).Take(200).Select(p => new LookedAfter(p.Id, p.Name, p.Area)).ToListAsync(ct));
    }

    /// <summary>Adds somebody (<paramref name="seen"/> null) or changes whom the actor looked at; null when done, else <c>not-allowed</c>, <c>bad-person</c>, <c>exists</c> or <c>stale</c>.</summary>
    public async Task<string?> Write(string person, PersonRequest request, int? seen, Actor actor, CancellationToken ct)
    {
        if (!actor.Role.IsRegulator())
            return "not-allowed";
        var scope = Scope.Of(actor);
        if (!Topics.IsId(person) || string.IsNullOrWhiteSpace(request.Name) || request.Name.Length > 100 || request.Phone?.Length > 100 || request.Account?.Length > 64
            || RoleRules.Parse(request.Role) is not { } role || !(role.IsGrid() || role.IsRegulator())
            || !Area.TryParse(request.Area?.Trim(), out var area) || !role.Levels().Contains(area.Level) || !scope.Sees(area))
            return "bad-person";
        using var turn = await writer.Enter(ct);
        await using var db = await dbs.Open(scope, ct);
        var row = await db.People.SingleOrDefaultAsync(p => p.Id == person, ct);
        // Somebody of another area has the id; who that is, is not told.
        if (row is null && await db.People.IgnoreQueryFilters().AnyAsync(p => p.Id == person, ct))
            return "bad-person";
        if (row is not null && seen is null)
            return "exists";
        // Whoever changes somebody that is not there any more has looked at something else.
        if (row?.Version != seen)
            return "stale";
        if (row is null)
            db.People.Add(row = new() { Id = person, Name = "", Role = role, Area = area.Path });
        else
            row.Version++;
        (row.Name, row.Role, row.Area, row.Phone) = (request.Name.Trim(), role, area.Path, request.Phone?.Trim() ?? "");
        row.Account = string.IsNullOrWhiteSpace(request.Account) ? null : request.Account.Trim();
        foreach (var assignment in await db.Assignments.Where(a => a.PersonId == person).ToListAsync(ct))
            assignment.IsCoordinator = role.IsGrid();
        try
        {
            await db.SaveChangesAsync(ct);
            return null;
        }
        catch (DbUpdateException)
        {
            // Another collector wrote the same person meanwhile.
            return "stale";
        }
    }

    /// <summary>From now on the person looks after these premises; null when done, else <c>not-allowed</c>, <c>not-found</c> or <c>other-area</c>.</summary>
    public async Task<string?> Assign(string premises, string person, Actor actor, CancellationToken ct)
    {
        if (!actor.Role.IsRegulator())
            return "not-allowed";
        using var turn = await writer.Enter(ct);
        await using var db = await dbs.Open(Scope.Of(actor), ct);
        var place = await db.Premises.AsNoTracking().SingleOrDefaultAsync(p => p.Id == premises, ct);
        var who = await db.People.AsNoTracking().SingleOrDefaultAsync(p => p.Id == person, ct);
        if (place is null || who is null)
            return "not-found";
        if (!Area.IsWithin(place.Area, who.Area))
            return "other-area";
        if (!await db.Assignments.AnyAsync(a => a.PremisesId == premises && a.PersonId == person, ct))
            db.Assignments.Add(new() { PremisesId = premises, PersonId = person, IsCoordinator = who.Role.IsGrid(), Since = time.GetUtcNow() });
        await db.SaveChangesAsync(ct);
        return null;
    }

    /// <summary>The person looks after these premises no longer; null when done, else <c>not-allowed</c> or <c>not-found</c>.</summary>
    public async Task<string?> Release(string premises, string person, Actor actor, CancellationToken ct)
    {
        if (!actor.Role.IsRegulator())
            return "not-allowed";
        using var turn = await writer.Enter(ct);
        await using var db = await dbs.Open(Scope.Of(actor), ct);
        return await db.Assignments.Where(a => a.PremisesId == premises && a.PersonId == person).ExecuteDeleteAsync(ct) > 0 ? null : "not-found";
    }

    /// <summary>Why nothing was done, in the reader's language.</summary>
    public static string Words(string code) => code switch
    {
        "not-allowed" => Text("api.not-allowed"),
        "not-found" => Text("person.missing"),
        "other-area" => Text("person.other-area"),
        "exists" => Text("person.exists"),
        "stale" => Text("premises.refused.stale"),
        _ => Text("person.bad"),
    };
}
