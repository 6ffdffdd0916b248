using Mingchu.Edge.Core.Detection;
using Mingchu.Edge.Core.Geometry;

namespace Mingchu.Eval;

/// <summary>Collects one class's detections over all pictures and scores them as COCO does at overlap 0.5.</summary>
internal sealed class DetectionScore(string name, float threshold)
{
    /// <summary>Overlap from which a detection is the labelled thing.</summary>
    public const float MinIou = 0.5f;

    /// <summary>Detections of one picture that count, best first, as in COCO.</summary>
    private const int MaxPerPicture = 100;

    private readonly List<(float Score, bool Hit)> found = [];
    private int boxes;

    /// <summary>One picture. Each labelled box takes at most one detection, the best first; the rest are false.</summary>
    public void Add(IEnumerable<Detection> detections, IReadOnlyList<Box> labelled)
    {
        boxes += labelled.Count;
        var best = detections.OrderByDescending(d => d.Score).Take(MaxPerPicture).ToArray();
        var match = Match(best, labelled);
        for (var i = 0; i < best.Length; i++)
            found.Add((best[i].Score, match[i] >= 0));
    }

    /// <summary>For each detection the labelled box it is, or -1; the detections are best first.</summary>
    public static int[] Match(IReadOnlyList<Detection> detections, IReadOnlyList<Box> labelled)
    {
        var taken = new bool[labelled.Count];
        var match = new int[detections.Count];
        for (var d = 0; d < match.Length; d++)
        {
            match[d] = -1;
            var most = MinIou;
            for (var b = 0; b < taken.Length; b++)
            {
                var iou = taken[b] ? 0 : detections[d].Box.Iou(labelled[b]);
                if (iou >= most)
                    (match[d], most) = (b, iou);
            }
            if (match[d] >= 0)
                taken[match[d]] = true;
        }
        return match;
    }

    /// <summary>The class's figures. AP is the area under the precision envelope over every recall (all points).</summary>
    public ClassResult Result()
    {
        found.Sort((a, b) => b.Score.CompareTo(a.Score));
        var sure = found.Where(f => f.Score >= threshold).ToArray();
        var hits = sure.Count(f => f.Hit);
        double? precision = sure.Length > 0 ? (double)hits / sure.Length : boxes > 0 ? 0 : null;
        return new(name, boxes > 0 ? AveragePrecision() : null, precision, boxes > 0 ? (double)hits / boxes : null, boxes);
    }

    private double AveragePrecision()
    {
        var precisions = new double[found.Count];
        var hits = 0;
        for (var i = 0; i < found.Count; i++)
        {
            hits += found[i].Hit ? 1 : 0;
            precisions[i] = (double)hits / (i + 1);
        }
        var (area, envelope) = (0.0, 0.0);
        for (var i = found.Count - 1; i >= 0; i--)
        {
            envelope = Math.Max(envelope, precisions[i]);
            area += found[i].Hit ? envelope / boxes : 0;
        }
        return area;
    }
}
