using System.Text.Json;
using System.Text.Json.Serialization;
using Mingchu.Edge.Core.Uniform;

namespace Mingchu.Edge.Uniform;

/// <summary>One uniform of the kitchen, as enrolled: <c>uniforms/NAME.json</c> in the data folder. It holds no pictures.</summary>
/// <param name="Model">Name and version of the model that made the embeddings, for people.</param>
/// <param name="Sha256">Of that model's file: embeddings of another network mean nothing.</param>
/// <param name="EnrolledAt">When.</param>
/// <param name="Looks">Embeddings of length 1 and the pictures they came from.</param>
public sealed record UniformFile(string Model, string Sha256, DateTimeOffset EnrolledAt, IReadOnlyList<Look> Looks)
{
    /// <summary>Path of a uniform's file.</summary>
    public static string PathOf(string folder, string name) => Path.Combine(folder, $"{name}.json");

    /// <summary>The file's content, or null and a sentence that says what is wrong with it.</summary>
    public static UniformFile? Read(string file, List<string> errors)
    {
        try
        {
            using var stream = File.OpenRead(file);
            if (JsonSerializer.Deserialize(stream, UniformJson.Default.UniformFile) is { Sha256: not null, Looks.Count: > 0 } uniform
                && uniform.Looks.All(l => l?.Embedding is { Length: > 0 } e && e.Length == uniform.Looks[0].Embedding.Length && Embedding.Normalised(e) is not null))
                return uniform with { Looks = [.. uniform.Looks.Select(l => l with { Embedding = Embedding.Normalised(l.Embedding)! })] };
            errors.Add($"{file}: is no uniform written by mingchu-edge enrol; enrol it anew or remove the file");
        }
        catch (JsonException e)
        {
            errors.Add($"{file}: is damaged ({e.Message}); enrol the uniform anew or remove the file");
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            errors.Add($"{file}: cannot be read: {e.Message}");
        }
        return null;
    }

    /// <summary>Writes it whole or not at all.</summary>
    public void Write(string file)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(file)!);
        var fresh = file + ".new";
        using (var stream = File.Create(fresh))
        {
            JsonSerializer.Serialize(stream, this, UniformJson.Default.UniformFile);
            stream.Flush(flushToDisk: true);
        }
        File.Move(fresh, file, overwrite: true);
    }
}

/// <summary>The JSON form.</summary>
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, RespectNullableAnnotations = true)]
[JsonSerializable(typeof(UniformFile))]
internal sealed partial class UniformJson : JsonSerializerContext;
