using System.Runtime.InteropServices;
using Mingchu.Edge.Core.Detection;
using Mingchu.Edge.Inference;
using OpenCvSharp;

namespace Mingchu.Eval;

/// <summary>Runs the product's recognition over a folder and counts.</summary>
internal static class Evaluation
{
    /// <summary>Score from which detections count for AP; nearly everything the network says.</summary>
    private const float Floor = 0.001f;

    public static EvalResult Run(Recogniser models, LabelFolder folder, ClassMap map, AttributeTruth? truth, Action<int> progress)
    {
        var scores = models.Detectors.SelectMany(d => d.Manifest.Classes).Where(c => map.Scored.Contains(c.Name))
            .ToDictionary(c => c.Name, c => new DetectionScore(c.Name, c.Threshold));
        var attributes = models.Classifiers.Select(c => new ClassifierScores(c, truth)).Where(_ => truth is not null).ToArray();
        for (var i = 0; i < folder.Pictures.Count; i++)
        {
            progress(i);
            var boxes = folder.Boxes(folder.Pictures[i]);
            var picture = Decode(folder.Pictures[i]);
            var found = models.Detectors.SelectMany(d => d.Detect(picture, Floor)).ToArray();
            foreach (var (type, score) in scores)
            {
                // Of classes that map to one all must be labelled: a thing of the other would count as a false detection.
                if (folder.Classes.Where(c => map.Find(c) == type).All(c => folder.Labels(folder.Pictures[i], c)))
                    score.Add(found.Where(d => d.Class == type), [.. boxes.Where(b => map.Find(b.Class) == type).Select(b => b.Box)]);
            }
            foreach (var scored in attributes)
                scored.Add(picture, Path.GetFileNameWithoutExtension(folder.Pictures[i]), boxes, found);
        }
        return new([.. scores.Values.Select(s => s.Result())], folder.Pictures.Count)
        {
            Attributes = truth is null ? null : [.. attributes.SelectMany(a => a.Results())],
        };
    }

    private static Picture Decode(string file)
    {
        using var mat = Cv2.ImRead(file, ImreadModes.Color);
        if (mat.Empty())
            throw new EvalFault($"{file}: is not a picture that can be decoded");
        var (width, height) = (mat.Width, mat.Height);
        var bgr = new byte[width * height * 3];
        for (var y = 0; y < height; y++)
            Marshal.Copy(mat.Ptr(y), bgr, y * width * 3, width * 3);
        return new(bgr, width, height);
    }

    /// <summary>One classifier's attributes, on labelled and on detected boxes.</summary>
    private sealed class ClassifierScores(AttributeClassifier classifier, AttributeTruth? truth)
    {
        // An attribute whose column the file lacks cannot be scored.
        private readonly (int Index, string Column, AttributeScore Labelled, AttributeScore Detected)[] scores =
            [.. classifier.Manifest.Attributes.Select((a, i) => (i, a.Column ?? "", new AttributeScore(a, "labelled"), new AttributeScore(a, "detected")))
                .Where(s => truth?.Columns.Contains(s.Item2) == true)];

        public void Add(in Picture picture, string stem, IReadOnlyList<LabelledBox> boxes, Detection[] found)
        {
            var read = classifier.Read(picture, [.. boxes.Select(b => b.Box)]);
            for (var b = 0; b < boxes.Count; b++)
                foreach (var (index, column, labelled, _) in scores)
                    labelled.Add(truth!.Word(stem, boxes[b].Line, column), read[b].Attributes[index], boxes[b].Box.Width * picture.Width);

            var sure = found.Where(d => !d.Tentative && d.Class == classifier.Manifest.Crop.Class).OrderByDescending(d => d.Score).ToArray();
            var match = DetectionScore.Match(sure, [.. boxes.Select(b => b.Box)]);
            var own = classifier.Read(picture, [.. sure.Select(d => d.Box)]);
            for (var d = 0; d < sure.Length; d++)
                foreach (var (index, column, _, detected) in scores)
                    if (match[d] >= 0)
                        detected.Add(truth!.Word(stem, boxes[match[d]].Line, column), own[d].Attributes[index], sure[d].Box.Width * picture.Width);
        }

        public IEnumerable<AttributeResult> Results() => scores.SelectMany(s => (AttributeResult[])[s.Labelled.Result(), s.Detected.Result()]);
    }
}
