using System.Collections.Concurrent;
using Mingchu.Contracts.Messages;

namespace Mingchu.Edge.Capture;

/// <summary>
/// The present state of every camera; tells its listeners of each change. Two report to it: capture, whether pictures come, and sight, what is
/// wrong with them. What sight says counts only while pictures come.
/// </summary>
public sealed class CameraBoard
{
    private readonly ConcurrentDictionary<string, CameraStatus> states = new(StringComparer.Ordinal);
    private readonly Dictionary<string, CameraStatus> captured = new(StringComparer.Ordinal);
    private readonly Dictionary<string, CameraStatus> faults = new(StringComparer.Ordinal);
    private readonly Lock gate = new();

    public CameraBoard(IEnumerable<string> cameras, DateTimeOffset now)
    {
        foreach (var camera in cameras)
            Add(camera, now);
    }

    /// <summary>Called with every change, on the thread that reported it; must not throw.</summary>
    public event Action<CameraStatus>? Changed;

    /// <summary>All cameras.</summary>
    public IReadOnlyList<CameraStatus> All => [.. states.Values.OrderBy(s => s.Camera, StringComparer.Ordinal)];

    /// <summary>One camera.</summary>
    public CameraStatus this[string camera] => states[camera];

    /// <summary>One more camera, which has given nothing yet.</summary>
    public void Add(string camera, DateTimeOffset now)
    {
        lock (gate)
        {
            captured[camera] = new(camera, CameraState.Offline, now, CameraReasons.Starting, "not connected yet");
            Tell(camera);
        }
    }

    /// <summary>A camera is watched no longer; nobody may report or ask for it any more.</summary>
    public void Remove(string camera)
    {
        lock (gate)
        {
            states.TryRemove(camera, out _);
            captured.Remove(camera);
            faults.Remove(camera);
        }
    }

    /// <summary>Notes whether a camera gives pictures; true when that is news. A change of the reason alone keeps <c>since</c>. An outage that ended is told of until the next one did.</summary>
    public bool Report(string camera, CameraState state, DateTimeOffset since, string? reason = null, string? detail = null, CameraOutage? outage = null)
    {
        lock (gate)
        {
            var old = captured[camera];
            if (old.State == state && old.Reason == reason)
                return false;
            captured[camera] = new(camera, state, old.State == state ? old.Since : since, reason, detail, outage ?? old.LastOutage);
            if (state != CameraState.Online)
                faults.Remove(camera);
            Tell(camera);
            return true;
        }
    }

    /// <summary>Notes what is wrong with a camera's pictures, or that nothing is (null); true when that is news.</summary>
    public bool See(string camera, (CameraState State, DateTimeOffset Since, string Detail)? fault)
    {
        lock (gate)
        {
            if (captured[camera].State != CameraState.Online || faults.GetValueOrDefault(camera)?.State == fault?.State)
                return false;
            if (fault is var (state, since, detail))
                faults[camera] = new(camera, state, since, Detail: detail, LastOutage: captured[camera].LastOutage);
            else
                faults.Remove(camera);
            Tell(camera);
            return true;
        }
    }

    private void Tell(string camera)
    {
        var status = faults.GetValueOrDefault(camera) ?? captured[camera];
        if (states.GetValueOrDefault(camera) == status)
            return;
        states[camera] = status;
        Changed?.Invoke(status);
    }
}
