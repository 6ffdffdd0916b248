using System.Globalization;
using Mingchu.Contracts;
using Mingchu.Edge.Config;
using Mingchu.Edge.Core.Uniform;
using Mingchu.Edge.Inference;
using Mingchu.Edge.Uniform;

namespace Mingchu.Edge.Commands;

/// <summary><c>mingchu-edge enrol</c>: the kitchen's own uniform from pictures of people who wear it.</summary>
public static class EnrolCommand
{
    /// <summary>Runs by the configuration file.</summary>
    public static int Run(string file, string uniform, string pictures, TextWriter output)
    {
        var (code, config, recogniser) = CheckCommand.Load(file, uniforms: false);
        if (code != ExitCodes.Ok)
            return code;
        using (recogniser)
            return Run(config!, recogniser!, uniform, pictures, TimeProvider.System, output);
    }

    /// <summary>Tells for each picture what was used or why not; writes the uniform only when the pictures do.</summary>
    public static int Run(EdgeConfig config, Recogniser recogniser, string uniform, string pictures, TimeProvider time, TextWriter output)
    {
        if (!Topics.IsId(uniform))
            return Refuse(output, ExitCodes.BadConfiguration, $"--uniform: expected lower-case letters, digits and inner hyphens, found \"{uniform}\"");
        if (!Directory.Exists(pictures))
            return Refuse(output, ExitCodes.BadConfiguration, $"--pictures: folder {pictures} does not exist");
        if (recogniser.Classifiers.FirstOrDefault(c => c.Manifest.Embedding is not null) is not { } classifier)
            return Refuse(output, ExitCodes.BadConfiguration, $"{config.Models}: no model there has an embedding (section embedding of {Inference.Manifests.ManifestReader.FileName}); "
                + "without one a kitchen's own uniform can't be told from others");
        var manifest = classifier.Manifest;
        switch (Enrolment.Enrol(Look(new(recogniser, classifier), pictures, output), manifest.Embedding!.Bounds.Own))
        {
            case TooFew few:
                return Refuse(output, ExitCodes.BadData, $"refused: {few.Pictures} usable pictures in {pictures}, at least {Enrolment.MinPictures} are needed; "
                    + "show the uniform from before, behind and aside");
            case TooUnlike unlike:
                Tell(unlike.Unlike, manifest.Embedding.Bounds.Own, output);
                return Refuse(output, ExitCodes.BadData, "refused: the pictures do not show one uniform; take out those that are unlike, or enrol each uniform by itself");
            case Enrolled enrolled:
                Tell(enrolled.Unlike, manifest.Embedding.Bounds.Own, output);
                var file = UniformFile.PathOf(config.Uniforms, uniform);
                new UniformFile($"{manifest.Name} {manifest.Version}", manifest.Sha256, time.GetUtcNow(), enrolled.Kept).Write(file);
                output.WriteLine($"{uniform}: {enrolled.Kept.Count} people of {enrolled.Kept.Select(l => l.Picture).Distinct().Count()} pictures, written to {file}; counts from the worker's next start");
                return ExitCodes.Ok;
            default:
                throw new InvalidOperationException("an enrolment has three ends");
        }
    }

    private static List<Look> Look(UniformPictures pictures, string folder, TextWriter output)
    {
        var looks = new List<Look>();
        foreach (var file in UniformPictures.In(folder))
        {
            var (found, whyNot) = looks.Count < Enrolment.MaxLooks ? pictures.Look(file) : ([], $"not needed: {Enrolment.MaxLooks} people are enough");
            looks.AddRange(found);
            output.WriteLine($"{Path.GetFileName(file)}: {whyNot ?? (found.Count == 1 ? "one person" : $"{found.Count} people")}");
        }
        return looks;
    }

    private static void Tell(IReadOnlyList<(Look Look, float Likeness)> unlike, float own, TextWriter output)
    {
        foreach (var (look, likeness) in unlike)
            output.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{look.Picture}: not used, unlike the other pictures (likeness {likeness:F2}, {own:F2} is needed)"));
    }

    private static int Refuse(TextWriter output, int code, string why)
    {
        output.WriteLine(why);
        return code;
    }
}
