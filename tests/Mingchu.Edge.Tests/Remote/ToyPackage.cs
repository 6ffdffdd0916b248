using System.IO.Compression;
using System.Security.Cryptography;
using System.Text.Json;
using Microsoft.ML.OnnxRuntime;
using Mingchu.Edge.Inference;
using Mingchu.Edge.Inference.Manifests;
using Mingchu.Edge.Tests.Inference;
using OpenCvSharp;

namespace Mingchu.Edge.Tests.Remote;

/// <summary>The toy detector as a package of another version, with a reference made from what it gives.</summary>
internal static class ToyPackage
{
    /// <param name="spoil">Changes the unpacked folder before it is packed.</param>
    public static (byte[] Zip, string Sha256) Make(string version, Action<string>? spoil = null)
    {
        var copy = ToyModels.Copy("squares", "version: 1.0.0", $"version: {version}");
        try
        {
            var model = Path.Combine(copy, "squares");
            WriteReference(model);
            spoil?.Invoke(model);
            using var zip = new MemoryStream();
            ZipFile.CreateFromDirectory(model, zip);
            return Hashed(zip.ToArray());
        }
        finally
        {
            Directory.Delete(copy, recursive: true);
        }
    }

    public static (byte[] Zip, string Sha256) Of(params (string Name, byte[] Content)[] files)
    {
        using var stream = new MemoryStream();
        using (var zip = new ZipArchive(stream, ZipArchiveMode.Create, leaveOpen: true))
            foreach (var (name, content) in files)
            {
                using var to = zip.CreateEntry(name).Open();
                to.Write(content);
            }
        return Hashed(stream.ToArray());
    }

    private static (byte[], string) Hashed(byte[] zip) => (zip, Convert.ToHexStringLower(SHA256.HashData(zip)));

    private static void WriteReference(string model)
    {
        var manifest = ManifestReader.Read(model, [])!;
        Directory.CreateDirectory(Path.Combine(model, "reference"));
        using var picture = new Mat(manifest.Input.Height, manifest.Input.Width, MatType.CV_8UC3, new Scalar(40, 90, 160));
        Cv2.Rectangle(picture, new Rect(16, 16, 24, 24), new Scalar(250, 250, 250), -1);
        Cv2.ImWrite(Path.Combine(model, "reference", "input.png"), picture);
        var bgr = new byte[manifest.Input.Width * manifest.Input.Height * 3];
        System.Runtime.InteropServices.Marshal.Copy(picture.Data, bgr, 0, bgr.Length);
        var tensor = new float[manifest.Input.Size];
        new TensorFiller(manifest.Input).Fill(bgr, manifest.Input.Width * 3, manifest.Input.Width, manifest.Input.Height, tensor);
        using var session = new InferenceSession(Path.Combine(model, manifest.File));
        using var input = OrtValue.CreateTensorValueFromMemory(tensor, [1, 3, manifest.Input.Height, manifest.Input.Width]);
        using var options = new RunOptions();
        using var results = session.Run(options, [manifest.Input.Name], [input], ["output"]);
        var values = results[0].GetTensorDataAsSpan<float>().ToArray();
        File.WriteAllText(Path.Combine(model, "reference", "output.json"), JsonSerializer.Serialize(new { output = new { shape = results[0].GetTensorTypeAndShape().Shape, values } }));
    }
}
