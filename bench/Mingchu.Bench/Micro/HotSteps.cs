using BenchmarkDotNet.Attributes;
using Mingchu.Contracts.Hazards;
using Mingchu.Edge.Core.Detection;
using Mingchu.Edge.Core.Rules;
using Mingchu.Edge.Core.Sight;
using Mingchu.Edge.Core.Tracking;
using Mingchu.Edge.Inference;
using Mingchu.Edge.Inference.Manifests;
using Mingchu.Edge.Sight;

namespace Mingchu.Bench.Micro;

/// <summary>What is done for every frame besides the networks.</summary>
[MemoryDiagnoser]
public class HotSteps
{
    private static readonly InputSpec Wide = new("images", 416, 416, ColorOrder.Bgr, 1, [0, 0, 0], [1, 1, 1], Fit.Letterbox, 114);
    private static readonly InputSpec Head = new("crops", 96, 96, ColorOrder.Rgb, 1 / 127.5f, [1, 1, 1], [1, 1, 1], Fit.Stretch, 114);
    private static readonly DateTimeOffset Noon = new(2026, 1, 31, 12, 0, 0, TimeSpan.Zero);

    private readonly TensorFiller wide = new(Wide);
    private readonly TensorFiller head = new(Head);
    private readonly float[] wideTensor = new float[Wide.Size];
    private readonly float[] headTensor = new float[Head.Size];
    private readonly byte[] picture = new byte[1920 * 1080 * 3];
    private readonly YoloxDecoder decoder = new(416, 416, [8, 16, 32], 1);
    private readonly List<Candidate> candidates = [];
    private readonly Rulebook rulebook = Rulebook.Create("bench", HazardList.Current, []);
    private float[] output = [];
    private Detection[] detections = [];
    private TrackerState tracker = TrackerState.Empty;
    private RulesState rules = new();
    private Scene scene = Scene.Empty;
    private readonly ThumbnailMaker thumbnails = new();
    private Thumbnail thumbnail = new(320, 180, new byte[320 * 180]);
    private Reference reference = new(new(320, 180, new byte[320 * 180]), Noon);
    private ViewMemory view = ViewMemory.Empty;
    private ObjectMemory objects = ObjectMemory.Empty;

    [GlobalSetup]
    public void Setup()
    {
        var random = new Random(1);
        random.NextBytes(picture);
        // As a trained network answers: nearly every cell sure of nothing, some forty around six heads.
        output = [.. Enumerable.Range(0, decoder.Shapes[0][0]).SelectMany(row => (float[])[0.5f, 0.5f, 1, 1, row % 90 == 0 ? 0.9f : 0.002f, 0.9f])];
        detections = [.. Enumerable.Range(0, 6).Select(i => new Detection("head", 0.8f, new(0.15f * i, 0.3f, (0.15f * i) + 0.05f, 0.4f))
        {
            Readings = [new("cap", i == 0 ? "none" : "worn", 0.95f), new("mask", "worn", 0.9f)],
        })];
        rules = RulesState.Start(rulebook);
        thumbnail = Tiles(16);
        reference = new(Tiles(15), Noon);
        for (var i = 0; i < 30; i++)
        {
            (view, var reading) = ViewFold.Step(view, thumbnail, reference, Noon.AddSeconds(i));
            objects = ObjectFold.Step(objects, thumbnail, reference, [], reading.Evidence?.Displacement, new(), Noon.AddSeconds(i));
        }
        // Thirty seconds in: the windows of the votes and rules are full.
        for (var i = 0; i < 150; i++)
        {
            (tracker, var tracks) = Tracker.Step(tracker, detections, Noon.AddSeconds(i / 5.0));
            scene = new(tracks);
            (rules, _) = RuleFold.Step(rules, rulebook, scene, Noon.AddSeconds(i / 5.0));
        }
    }

    [Benchmark(Description = "fill 416x416 from 960x540")]
    public int FillAnalysed() => wide.Fill(picture, 960 * 3, 960, 540, wideTensor).Width;

    [Benchmark(Description = "fill 416x416 from 1920x1080")]
    public int FillLarge() => wide.Fill(picture, 1920 * 3, 1920, 1080, wideTensor).Width;

    [Benchmark(Description = "fill 416x416 from 416x234")]
    public int FillReady() => wide.Fill(picture, 416 * 3, 416, 234, wideTensor).Width;

    [Benchmark(Description = "fill 96x96 crop from 72x88")]
    public int FillCrop() => head.Fill(picture, 960 * 3, 72, 88, headTensor).Width;

    [Benchmark(Description = "decode 3549 cells and suppress")]
    public int Decode()
    {
        candidates.Clear();
        decoder.Decode([output], [0.16f], candidates);
        NonMaximumSuppression.Apply(candidates, 0.5f);
        return candidates.Count;
    }

    [Benchmark(Description = "tracker step, 6 heads")]
    public int Track() => Tracker.Step(tracker, detections, Noon.AddSeconds(30)).Tracks.Count;

    [Benchmark(Description = "sight: thumbnail of 960x540")]
    public int Shrink() => thumbnails.Of(new(picture, 960, 540)).Width;

    [Benchmark(Description = "sight: state of the view")]
    public bool LookAtView() => ViewFold.Step(view, thumbnail, reference, Noon.AddSeconds(30)).Reading.View == ViewState.Clear;

    [Benchmark(Description = "sight: things against the reference")]
    public int LookForThings() => ObjectFold.Step(objects, thumbnail, reference, [], null, new(), Noon.AddSeconds(30)).Objects.Count;

    [Benchmark(Description = "rules step, 6 heads")]
    public int Judge() => RuleFold.Step(rules, rulebook, scene, Noon.AddSeconds(30)).Changes.Count;

    private static Thumbnail Tiles(int size) =>
        new(320, 180, [.. Enumerable.Range(0, 320 * 180).Select(i => (byte)(60 + ((((i % 320 / size * 31) + (i / 320 / size * 17)) ^ (i / 7919)) % 150)))]);
}
