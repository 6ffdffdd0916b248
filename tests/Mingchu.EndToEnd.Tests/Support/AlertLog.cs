using System.Collections.Concurrent;
using System.Text.RegularExpressions;

namespace Mingchu.EndToEnd.Tests.Support;

/// <summary>The alerts an edge worker says it raised, heard from its log.</summary>
public sealed partial class AlertLog
{
    private readonly ConcurrentDictionary<string, bool> raised = new(StringComparer.Ordinal);

    /// <summary>Listens from now on.</summary>
    public AlertLog(EdgeProcess edge) => edge.Line += line =>
    {
        if (RaisedLine().Match(line) is { Success: true } match)
            raised.TryAdd(match.Groups[1].Value, true);
    };

    /// <summary>Ids of all alerts raised so far.</summary>
    public IReadOnlySet<string> Raised => raised.Keys.ToHashSet();

    /// <summary>Waits for that many more alerts.</summary>
    public Task WaitForMore(int count, Func<string> story, CancellationToken ct)
    {
        var wanted = raised.Count + count;
        return Wait.Until($"{count} more alerts are raised", () => raised.Count >= wanted, ct, context: story);
    }

    [GeneratedRegex(@"Alert ([0-9a-f]{32}) of \S+ at \S+ is Raised", RegexOptions.CultureInvariant)]
    private static partial Regex RaisedLine();
}
