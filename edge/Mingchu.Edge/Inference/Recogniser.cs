using Mingchu.Contracts.Messages;
using Mingchu.Edge.Capture;
using Mingchu.Edge.Core.Detection;
using Mingchu.Edge.Core.Uniform;
using Mingchu.Edge.Inference.Manifests;

namespace Mingchu.Edge.Inference;

/// <summary>
/// All models of a box: pictures to detections with attribute readings. Shared by all cameras; safe for several threads, each of which
/// runs its networks on <see cref="InferenceSettings.IntraOpThreads"/> threads.
/// </summary>
public sealed class Recogniser : IDisposable
{
    private readonly UniformMatcher? uniform;
    private readonly string[][] attributes;

    internal Recogniser(IReadOnlyList<Detector> detectors, IReadOnlyList<AttributeClassifier> classifiers, UniformMatcher? uniform)
    {
        this.uniform = uniform;
        Detectors = detectors;
        Classifiers = classifiers;
        attributes = [.. classifiers.Select(c => (string[])[.. c.Manifest.Attributes.Select(a => a.Name),
            .. uniform is not null && c.Manifest.Embedding is not null ? (string[])[UniformMatcher.Attribute] : []])];
        Models = [.. Manifests.Select(m => new ModelRef(m.Name, m.Version, m.Sha256))];
    }

    /// <summary>The networks that find things.</summary>
    public IReadOnlyList<Detector> Detectors { get; }

    /// <summary>The networks that read attributes of things found.</summary>
    public IReadOnlyList<AttributeClassifier> Classifiers { get; }

    /// <summary>Every model in use, for alerts and the birth message.</summary>
    public IReadOnlyList<ModelRef> Models { get; }

    /// <summary>Whether some model can show the attribute on things of the class.</summary>
    public bool Reads(string type, string attribute) =>
        Classifiers.Any(c => c.Manifest.Crop.Class == type && (c.Manifest.Attributes.Any(a => a.Name == attribute)
            || (attribute == UniformMatcher.Attribute && uniform is not null && c.Manifest.Embedding is not null)));

    /// <summary>Whether some model finds things of the class.</summary>
    public bool Finds(string type) => Detectors.Any(d => d.Manifest.Classes.Any(c => c.Name == type));

    /// <summary>What is seen in the frame, with readings. Tentative detections are for the tracker only and carry no readings.</summary>
    /// <param name="frame">The picture.</param>
    /// <param name="due">Whether a classifier of these attributes shall read a thing; null: each reads all.</param>
    public IReadOnlyList<Detection> Recognise(Frame frame, Func<Detection, IReadOnlyList<string>, bool>? due = null) => Recognise(Picture.Of(frame), due);

    /// <inheritdoc cref="Recognise(Frame, Func{Detection, IReadOnlyList{string}, bool})"/>
    public IReadOnlyList<Detection> Recognise(in Picture picture, Func<Detection, IReadOnlyList<string>, bool>? due = null)
    {
        List<Detection> found = Detectors.Count == 1 ? Detectors[0].Detect(picture) : [];
        if (Detectors.Count > 1)
            foreach (var detector in Detectors)
                found.AddRange(detector.Detect(picture));
        for (var i = 0; i < Classifiers.Count; i++)
            Read(Classifiers[i], attributes[i], picture, found, due);
        return found;
    }

    /// <summary>Disposes the networks; no run may be under way.</summary>
    public void Dispose()
    {
        foreach (var detector in Detectors)
            detector.Dispose();
        foreach (var classifier in Classifiers)
            classifier.Dispose();
    }

    private IEnumerable<ModelManifest> Manifests =>
        Detectors.Select(ModelManifest (d) => d.Manifest).Concat(Classifiers.Select(c => c.Manifest));

    private void Read(AttributeClassifier classifier, string[] reads, in Picture picture, List<Detection> found, Func<Detection, IReadOnlyList<string>, bool>? due)
    {
        List<int>? indices = null;
        for (var i = 0; i < found.Count; i++)
            if (!found[i].Tentative && found[i].Class == classifier.Manifest.Crop.Class && (due is null || due(found[i], reads)))
                (indices ??= []).Add(i);
        if (indices is null)
            return;
        var readings = classifier.Read(picture, indices.ConvertAll(i => found[i].Box));
        for (var n = 0; n < indices.Count; n++)
        {
            var detection = found[indices[n]];
            found[indices[n]] = detection with { Readings = [.. detection.Readings, .. readings[n].Attributes, .. Uniform(classifier, readings[n])] };
        }
    }

    private IEnumerable<AttributeReading> Uniform(AttributeClassifier classifier, CropReading reading) =>
        uniform is not null && classifier.Manifest.Embedding is not null ? [uniform.Read(reading.Embedding)] : [];
}
