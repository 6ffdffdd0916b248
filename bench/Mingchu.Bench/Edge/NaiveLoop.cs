using System.Diagnostics;
using FFMpegCore;
using FFMpegCore.Pipes;
using Microsoft.ML.OnnxRuntime;
using Microsoft.ML.OnnxRuntime.Tensors;
using Mingchu.Edge.Core.Detection;
using Mingchu.Edge.Inference;
using Mingchu.Edge.Inference.Manifests;

namespace Mingchu.Bench.Edge;

/// <summary>
/// What one writes first in C#: FFMpegCore pipes whole pictures, a loop over pixels fills a <see cref="DenseTensor{T}"/>, a session with default options
/// runs per camera, every head is read in every frame. Decoding of boxes is ours, since its cost is not what is compared.
/// </summary>
internal sealed class NaiveLoop(Footage footage, Recogniser recogniser, int frames, double fps)
{
    /// <summary>Runs once.</summary>
    public async Task<Measure> RunAsync()
    {
        using var networks = new Networks(recogniser);
        var analysed = 0;
        var (own, others, clock) = (CpuTime.Own, CpuTime.Children, Stopwatch.StartNew());
        var sink = new StreamPipeSink(async (stream, ct) =>
        {
            while (true)
            {
                var picture = new byte[footage.Size.Width * footage.Size.Height * 3];
                if (await stream.ReadAtLeastAsync(picture, picture.Length, throwOnEndOfStream: false, ct) < picture.Length)
                    return;
                networks.Analyse(picture, footage.Size.Width, footage.Size.Height);
                analysed++;
            }
        });
        await FFMpegArguments.FromFileInput(footage.File)
            .OutputToPipe(sink, o => o.WithVideoCodec("rawvideo").WithCustomArgument(FormattableString.Invariant($"-vf fps={fps} -frames:v {frames} -pix_fmt bgr24")).ForceFormat("rawvideo"))
            .ProcessAsynchronously();
        return new(analysed, clock.Elapsed, CpuTime.Own - own + (CpuTime.Children - others));
    }

    private sealed class Networks(Recogniser recogniser) : IDisposable
    {
        private readonly List<(DetectorManifest Manifest, InferenceSession Session)> detectors = [.. recogniser.Detectors.Select(d => (d.Manifest, Open(d.Manifest)))];
        private readonly List<(ClassifierManifest Manifest, InferenceSession Session)> classifiers = [.. recogniser.Classifiers.Select(c => (c.Manifest, Open(c.Manifest)))];

        public void Analyse(byte[] picture, int width, int height)
        {
            foreach (var (manifest, session) in detectors)
            {
                var input = manifest.Input;
                var scale = Math.Min((float)input.Width / width, (float)input.Height / height);
                using var results = session.Run([NamedOnnxValue.CreateFromTensor(input.Name, Tensor(picture, width, height, 0, 0, 1 / scale, 1 / scale, input))]);
                var outputs = results.Select(r => r.AsTensor<float>().ToArray()).ToArray();
                var candidates = new List<Candidate>();
                manifest.Output.Decoder.Decode(outputs, manifest.Classes.Select(c => c.Threshold).ToArray(), candidates);
                NonMaximumSuppression.Apply(candidates, manifest.NmsIou);
                foreach (var candidate in candidates)
                    foreach (var (reader, readerSession) in classifiers.Where(c => c.Manifest.Crop.Class == manifest.Classes[candidate.Class].Name))
                        Read(picture, width, height, candidate, scale, reader, readerSession);
            }
        }

        public void Dispose()
        {
            foreach (var session in detectors.Select(d => d.Session).Concat(classifiers.Select(c => c.Session)))
                session.Dispose();
        }

        private static InferenceSession Open(ModelManifest manifest) => new(Path.Combine(manifest.Folder, manifest.File));

        private static void Read(byte[] picture, int width, int height, Candidate head, float scale, ClassifierManifest manifest, InferenceSession session)
        {
            var (x, y) = ((head.Left + head.Right) / 2 / scale, (head.Top + head.Bottom) / 2 / scale);
            var (w, h) = ((head.Right - head.Left) / scale, (head.Bottom - head.Top) / scale);
            var crop = manifest.Crop;
            var tensor = Tensor(picture, width, height, x - (crop.Left * w), y - (crop.Top * h),
                (crop.Left + crop.Right) * w / manifest.Input.Width, (crop.Top + crop.Bottom) * h / manifest.Input.Height, manifest.Input);
            using var results = session.Run([NamedOnnxValue.CreateFromTensor(manifest.Input.Name, tensor)]);
            _ = results.Select(r => r.AsTensor<float>().ToArray()).ToArray();
        }

        private static DenseTensor<float> Tensor(byte[] picture, int width, int height, float left, float top, float stepX, float stepY, InputSpec input)
        {
            var tensor = new DenseTensor<float>([1, 3, input.Height, input.Width]);
            for (var y = 0; y < input.Height; y++)
            {
                for (var x = 0; x < input.Width; x++)
                {
                    var (fromX, fromY) = ((int)(left + (x * stepX)), (int)(top + (y * stepY)));
                    var inside = fromX >= 0 && fromY >= 0 && fromX < width && fromY < height;
                    for (var c = 0; c < 3; c++)
                    {
                        var value = inside ? picture[(((fromY * width) + fromX) * 3) + (input.Color == ColorOrder.Bgr ? c : 2 - c)] : input.Pad;
                        tensor[0, c, y, x] = ((value * input.Scale) - input.Mean[c]) / input.Std[c];
                    }
                }
            }
            return tensor;
        }
    }
}
