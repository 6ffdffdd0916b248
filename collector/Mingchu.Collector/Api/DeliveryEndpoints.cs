using System.Globalization;
using System.Text.Json;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;
using Mingchu.Collector.Accounts;
using Mingchu.Collector.Core.Areas;
using Mingchu.Collector.Core.Cases;
using Mingchu.Collector.Push;
using Mingchu.Collector.Storage;
using static Mingchu.Collector.Resources.Texts;

namespace Mingchu.Collector.Api;

/// <summary>What became of a notice that is about no case.</summary>
/// <param name="Id">Of the delivery.</param>
/// <param name="About">What was told, one line in the reader's language.</param>
/// <param name="Page">Path of the page that it leads to.</param>
/// <param name="Area">Path of the area; empty for what is of the whole tree.</param>
/// <param name="Audience">Who was told.</param>
/// <param name="Channel">Through what.</param>
/// <param name="Recipient">Receiver of the channel.</param>
/// <param name="Occasion">Why: <c>key-list</c>, <c>notice-issued</c>.</param>
/// <param name="State">Where it is.</param>
/// <param name="Attempts">Attempts begun.</param>
/// <param name="CreatedAt">When it was to be told, UTC.</param>
/// <param name="DeliveredAt">When it was delivered, UTC.</param>
/// <param name="LastError">Why the last attempt failed.</param>
public sealed record WorkDeliveryView(
    Guid Id, string About, string Page, string Area, string Audience, string Channel, string Recipient, string Occasion, DeliveryState State, int Attempts, DateTimeOffset CreatedAt,
    DateTimeOffset? DeliveredAt, string? LastError);

/// <summary>Reads deliveries that are about no case, for pages and API.</summary>
public sealed class DeliveryReader(ScopedDbs dbs)
{
    /// <summary>Deliveries, newest first, below an id.</summary>
    public async Task<Page<WorkDeliveryView>> List(Scope scope, DeliveryState? state, Guid? below, int limit, CancellationToken ct)
    {
        await using var db = await dbs.Open(scope, ct);
        var deliveries = db.Set<Delivery>().AsNoTracking().Where(d => d.CaseId == null);
        if (state is { } wanted)
            deliveries = deliveries.Where(d => d.State == wanted);
        // Ids rise with the time.
        if (below is { } id)
            deliveries = deliveries.Where(d => d.Id.CompareTo(id) < 0);
        var rows = await deliveries.OrderByDescending(d => d.Id).Take(limit + 1).ToListAsync(ct);
        var items = rows.Take(limit).Select(View).ToList();
        return new(items, rows.Count > limit ? items[^1].Id.ToString("D") : null);
    }

    private static WorkDeliveryView View(Delivery d)
    {
        var notice = JsonSerializer.Deserialize(d.Notice, NoticeJson.Default.Notice)!;
        return new(d.Id, NoticeText.For(notice, CultureInfo.CurrentUICulture, null, TimeZoneInfo.Utc).Subject, notice.Page, d.Area, d.Audience, d.Channel, d.Recipient, d.Occasion, d.State,
            d.Attempts, d.CreatedAt, d.DeliveredAt, d.LastError);
    }
}

/// <summary>Deliveries over HTTP.</summary>
public static class DeliveryEndpoints
{
    /// <summary>Adds the endpoint below <c>/api/v1</c>.</summary>
    public static void MapDeliveries(this IEndpointRouteBuilder api) => api.MapGet("/deliveries", List).WithTags("push")
        .WithSummary("What offices and platforms were told apart from cases and what came of it, newest first; market supervision only").ProducesProblem(400).ProducesProblem(403);

    private static async Task<Results<Ok<Page<WorkDeliveryView>>, ProblemHttpResult>> List(
        Viewer viewer, DeliveryReader reader, string? state, int? limit, string? cursor, CancellationToken ct)
    {
        if (viewer.Actor?.Role.IsRegulator() != true)
            return CaseEndpoints.Problem(StatusCodes.Status403Forbidden, "regulators-only", Text("deliveries.regulators"));
        if (!TryState(state, out var wanted))
            return CaseEndpoints.Problem(StatusCodes.Status400BadRequest, "bad-state", Text("deliveries.state"));
        Guid? below = Guid.TryParseExact(cursor, "D", out var id) ? id : null;
        return cursor is not null && below is null
            ? CaseEndpoints.Problem(StatusCodes.Status400BadRequest, "bad-cursor", Text("api.cursor"))
            : TypedResults.Ok(await reader.List(viewer.Scope, wanted, below, Math.Clamp(limit ?? 50, 1, CaseEndpoints.MaxLimit), ct));
    }

    /// <summary>The state of a word, null for none; false when the word is none.</summary>
    public static bool TryState(string? word, out DeliveryState? state)
    {
        state = Enum.GetValues<DeliveryState>().Cast<DeliveryState?>().FirstOrDefault(s => s.ToString()!.Equals(word, StringComparison.OrdinalIgnoreCase));
        return state is not null || string.IsNullOrEmpty(word);
    }
}
