using System.Collections.Concurrent;
using Mingchu.Contracts.Messages;

namespace Mingchu.Edge.Capture;

/// <summary>The present state of every camera; tells its listeners of each change.</summary>
public sealed class CameraBoard
{
    private readonly ConcurrentDictionary<string, CameraStatus> states = new(StringComparer.Ordinal);
    private readonly Lock gate = new();

    public CameraBoard(IEnumerable<string> cameras, DateTimeOffset now)
    {
        foreach (var camera in cameras)
            states[camera] = new(camera, CameraState.Offline, now, CameraReasons.Starting, "not connected yet");
    }

    /// <summary>Called with every change, on the thread that reported it; must not throw.</summary>
    public event Action<CameraStatus>? Changed;

    /// <summary>All cameras.</summary>
    public IReadOnlyList<CameraStatus> All => [.. states.Values.OrderBy(s => s.Camera, StringComparer.Ordinal)];

    /// <summary>One camera.</summary>
    public CameraStatus this[string camera] => states[camera];

    /// <summary>Notes what a camera gives; true when that is news. A change of the reason alone keeps <c>since</c>.</summary>
    public bool Report(string camera, CameraState state, DateTimeOffset since, string? reason = null, string? detail = null)
    {
        lock (gate)
        {
            var old = states[camera];
            if (old.State == state && old.Reason == reason)
                return false;
            var news = new CameraStatus(camera, state, old.State == state ? old.Since : since, reason, detail);
            states[camera] = news;
            Changed?.Invoke(news);
            return true;
        }
    }
}
