using System.Diagnostics;
using Microsoft.ML.OnnxRuntime;
using Mingchu.Edge.Core.Detection;
using Mingchu.Edge.Inference;
using Mingchu.Edge.Inference.Manifests;
using OpenCvSharp;
using OpenCvSharp.Dnn;

namespace Mingchu.Bench.Edge;

/// <summary>OpenCvSharp alone: VideoCapture decodes, its DNN module runs the same files, every head is read in every frame. Default threads.</summary>
internal sealed class OpenCvLoop(Footage footage, Recogniser recogniser, int frames, double fps)
{
    /// <summary>Runs once; throws what OpenCV throws when it can't read the film or a network.</summary>
    public Measure Run()
    {
        var networks = recogniser.Detectors.Select(ModelManifest (d) => d.Manifest).Concat(recogniser.Classifiers.Select(c => c.Manifest))
            .ToDictionary(m => m.Name, m => Read(m) ?? throw new InvalidOperationException($"OpenCV does not read {m.Name}"));
        try
        {
            var (own, clock) = (CpuTime.Own, Stopwatch.StartNew());
            using var capture = new VideoCapture(footage.File, VideoCaptureAPIs.FFMPEG);
            if (!capture.IsOpened())
                throw new InvalidOperationException("this build of OpenCV decodes no film");
            using var picture = new Mat();
            var (analysed, every) = (0, Math.Max(1, (int)Math.Round(footage.Fps / fps)));
            for (var n = 0; analysed < frames && capture.Grab(); n++)
            {
                if (n % every != 0 || !capture.Retrieve(picture))
                    continue;
                foreach (var detector in recogniser.Detectors.Select(d => d.Manifest))
                    Analyse(picture, detector, networks);
                analysed++;
            }
            return new(analysed, clock.Elapsed, CpuTime.Own - own);
        }
        finally
        {
            foreach (var network in networks.Values)
                network.Dispose();
        }
    }

    /// <summary>OpenCV wants every side of a detector's tensors told beforehand; a user of it would have exported the file so.</summary>
    private static Net? Read(ModelManifest manifest)
    {
        var file = Path.Combine(manifest.Folder, manifest.File);
        if (manifest is not DetectorManifest)
            return CvDnn.ReadNetFromOnnx(file);
        var told = Path.GetTempFileName();
        try
        {
            using (var options = new SessionOptions { GraphOptimizationLevel = GraphOptimizationLevel.ORT_ENABLE_BASIC, OptimizedModelFilePath = told })
            {
                options.AddFreeDimensionOverrideByName("batch", 1);
                options.AddFreeDimensionOverrideByName("height", manifest.Input.Height);
                options.AddFreeDimensionOverrideByName("width", manifest.Input.Width);
                using var written = new InferenceSession(file, options);
            }
            return CvDnn.ReadNetFromOnnx(told);
        }
        finally
        {
            File.Delete(told);
        }
    }

    private void Analyse(Mat picture, DetectorManifest manifest, Dictionary<string, Net> networks)
    {
        var input = manifest.Input;
        var scale = Math.Min((double)input.Width / picture.Width, (double)input.Height / picture.Height);
        using var small = picture.Resize(new Size(picture.Width * scale, picture.Height * scale));
        using var padded = small.CopyMakeBorder(0, input.Height - small.Height, 0, input.Width - small.Width, BorderTypes.Constant, Scalar.All(input.Pad));
        var outputs = Forward(networks[manifest.Name], padded, input, [.. manifest.Output.Tensors.Select(t => t.Name)]);
        var candidates = new List<Candidate>();
        manifest.Output.Decoder.Decode(outputs, manifest.Classes.Select(c => c.Threshold).ToArray(), candidates);
        NonMaximumSuppression.Apply(candidates, manifest.NmsIou);
        foreach (var candidate in candidates)
            foreach (var reader in recogniser.Classifiers.Select(c => c.Manifest).Where(m => m.Crop.Class == manifest.Classes[candidate.Class].Name))
            {
                var (x, y) = ((candidate.Left + candidate.Right) / 2 / scale, (candidate.Top + candidate.Bottom) / 2 / scale);
                var (w, h) = ((candidate.Right - candidate.Left) / scale, (candidate.Bottom - candidate.Top) / scale);
                var crop = new Rect((int)(x - (reader.Crop.Left * w)), (int)(y - (reader.Crop.Top * h)), (int)((reader.Crop.Left + reader.Crop.Right) * w), (int)((reader.Crop.Top + reader.Crop.Bottom) * h))
                    .Intersect(new Rect(0, 0, picture.Width, picture.Height));
                if (crop.Width < 1 || crop.Height < 1)
                    continue;
                using var cut = new Mat(picture, crop);
                Forward(networks[reader.Name], cut, reader.Input, [.. reader.Attributes.Select(a => a.Output)]);
            }
    }

    private static float[][] Forward(Net network, Mat picture, InputSpec input, string[] names)
    {
        using var blob = CvDnn.BlobFromImage(picture, input.Scale, new Size(input.Width, input.Height), Scalar.All(input.Mean[0] / input.Scale), input.Color == ColorOrder.Rgb, crop: false);
        network.SetInput(blob, input.Name);
        var outputs = names.Select(_ => new Mat()).ToArray();
        try
        {
            network.Forward(outputs, names);
            return [.. outputs.Select(o =>
            {
                var values = new float[o.Total()];
                System.Runtime.InteropServices.Marshal.Copy(o.Data, values, 0, values.Length);
                return values;
            })];
        }
        finally
        {
            foreach (var output in outputs)
                output.Dispose();
        }
    }
}
