using System.Security.Cryptography;
using System.Text;

namespace Mingchu.Collector.Core.Patrols;

/// <summary>
/// A draw that anybody can repeat. Every candidate's ticket is the SHA-256, in lower-case hex, of the UTF-8 text <c>seed + "\n" + id</c>; tickets are put in
/// order, and the first <c>ceiling(share x candidates)</c> are drawn. Whether one was drawn rightly shows by its own ticket: it is not behind the last one drawn.
/// </summary>
public static class RandomDraw
{
    /// <summary>Name of this way to draw; kept with every draw.</summary>
    public const string Algorithm = "sha256-order-1";

    /// <summary>The ticket of a candidate, 64 hex digits.</summary>
    public static string Ticket(string seed, string id) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes($"{seed}\n{id}")));

    /// <summary>How many are drawn of so many: never less than the share.</summary>
    public static int Count(int candidates, decimal share) => (int)Math.Ceiling(candidates * share);

    /// <summary>All candidates in the order of their tickets; the same whatever the order they are given in.</summary>
    /// <param name="seed">Published with the draw.</param>
    /// <param name="candidates">Ids; one given twice counts once.</param>
    /// <param name="share">Greater than 0 and at most 1.</param>
    public static IReadOnlyList<DrawnTicket> Run(string seed, IEnumerable<string> candidates, decimal share)
    {
        var tickets = candidates.Distinct(StringComparer.Ordinal).Select(id => (Id: id, Ticket: Ticket(seed, id))).OrderBy(t => t.Ticket, StringComparer.Ordinal).ToList();
        var count = Count(tickets.Count, share);
        return [.. tickets.Select((t, i) => new DrawnTicket(t.Id, t.Ticket, i < count))];
    }
}

/// <summary>A candidate of a draw.</summary>
/// <param name="Id">Of the candidate.</param>
/// <param name="Ticket">64 hex digits.</param>
/// <param name="IsDrawn">Whether it was drawn.</param>
public sealed record DrawnTicket(string Id, string Ticket, bool IsDrawn);
