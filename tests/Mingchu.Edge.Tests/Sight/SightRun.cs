using System.Buffers;
using System.Text.Json;
using Mingchu.Edge.Core.Sight;
using Mingchu.Edge.Core.Tracking;
using Mingchu.Edge.Sight;
using Mingchu.Edge.Tests.Support;
using Mingchu.Rig;

namespace Mingchu.Edge.Tests.Sight;

/// <summary>One camera's sight over a story: one picture a second.</summary>
internal sealed class SightRun : IDisposable
{
    private readonly TempFolder data = new();
    private readonly SightWatch watch;
    private int second;

    public SightRun(Thumbnail? reference = null)
    {
        References = new(data.Path);
        watch = new("stove", References);
        if (reference is not null)
            References.Approve("stove", new(reference, Some.At), []);
    }

    public ReferenceFolder References { get; }

    public List<Seen> All { get; } = [];

    /// <summary>Seconds in which people are told of a fault of this kind.</summary>
    public IEnumerable<int> Seconds(ViewState state) => Enumerable.Range(0, All.Count).Where(s => All[s].View.Settled == state);

    /// <summary>Seconds in which checks hold back.</summary>
    public IEnumerable<int> Unfit => Enumerable.Range(0, All.Count).Where(s => All[s].View.View != ViewState.Clear);

    /// <summary>Every thing ever told, by its last state.</summary>
    public IEnumerable<StaticObject> Things => All.SelectMany(s => s.Objects).GroupBy(o => o.Id).Select(g => g.Last());

    public SightRun Look(Thumbnail picture, IReadOnlyList<Track>? tracks = null)
    {
        All.Add(watch.Look(picture, tracks ?? [], Some.At.AddSeconds(second++)));
        return this;
    }

    /// <summary>The heads that a clip's truth has at a second, as tracks.</summary>
    public static Func<double, IReadOnlyList<Track>> Heads(string clip)
    {
        var frames = JsonDocument.Parse(File.ReadAllText(Path.Combine(Repository.Root, "samples/footage", clip + ".boxes.json"))).RootElement.GetProperty("frames").EnumerateArray()
            .Select(f => (At: f.GetProperty("t").GetDouble(), Boxes: f.GetProperty("heads").EnumerateArray()
                .Select(h => h.GetProperty("box").EnumerateArray().Select(n => n.GetSingle()).ToArray()).ToArray())).ToArray();
        return t => [.. frames.MinBy(f => Math.Abs(f.At - t)).Boxes.Select((b, i) => new Track(
            i + 1, "head", new(b[0] - (b[2] / 2), b[1] - (b[3] / 2), b[0] + (b[2] / 2), b[1] + (b[3] / 2)), 0.9f, Some.At, Some.At, Visible: true, []))];
    }

    public override string ToString() => string.Concat(All.Select(s => s.View.View switch
    {
        ViewState.Clear => s.Objects.Count == 0 ? '.' : s.Objects.Count < 10 ? (char)('0' + s.Objects.Count) : '+',
        ViewState.Blurred => 'u',
        var v => v.ToString()[0],
    })) + "  " + string.Join("; ", Things.Select(o => FormattableString.Invariant($"{o.Id} {o.Box.Left:F2} {o.Box.Top:F2} {o.Box.Right:F2} {o.Box.Bottom:F2} {o.Score:F2}")));

    public void Dispose() => data.Dispose();
}
