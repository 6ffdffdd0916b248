using System.Collections.Concurrent;
using System.Net;

namespace Mingchu.Collector.Broker;

/// <summary>After ten failed log-ins within a minute from one address for one name, a minute of refusal without looking at the password.</summary>
public sealed class LoginThrottle(TimeProvider time)
{
    private const int Allowed = 10;
    private const int MostRemembered = 50_000;
    private static readonly TimeSpan Window = TimeSpan.FromMinutes(1);
    private readonly ConcurrentDictionary<(string Address, string Name), (int Failures, DateTimeOffset Since)> failures = new();

    /// <summary>Whether a log-in may be tried at all.</summary>
    public bool Allows(EndPoint? from, string name) =>
        !failures.TryGetValue(Key(from, name), out var entry) || entry.Failures < Allowed || time.GetUtcNow() - entry.Since > Window;

    /// <summary>A log-in failed.</summary>
    public void Failed(EndPoint? from, string name)
    {
        var now = time.GetUtcNow();
        if (failures.Count >= MostRemembered)
            failures.Clear();
        failures.AddOrUpdate(Key(from, name), (1, now), (_, old) => now - old.Since > Window ? (1, now) : (old.Failures + 1, old.Failures + 1 == Allowed ? now : old.Since));
    }

    /// <summary>A log-in worked.</summary>
    public void Succeeded(EndPoint? from, string name) => failures.TryRemove(Key(from, name), out _);

    private static (string, string) Key(EndPoint? from, string name) =>
        ((from as IPEndPoint)?.Address.ToString() ?? "", name.Length > 64 ? name[..64] : name);
}
