using System.Globalization;
using Mingchu.Edge.Core.Sight;
using Mingchu.Edge.Sight;

namespace Mingchu.Edge.Commands;

/// <summary><c>mingchu-edge reference</c>: approves how a camera's view looks when it stands right, the kitchen is clean and nobody is there.</summary>
public static class ReferenceCommand
{
    /// <summary>Takes a reference from the camera, or from <paramref name="picture"/>; with <paramref name="show"/> only tells of the one there is.</summary>
    /// <param name="file">Configuration.</param>
    /// <param name="camera">Camera id.</param>
    /// <param name="picture">JPEG or PNG file, or null.</param>
    /// <param name="show">Changes nothing.</param>
    /// <param name="anyway">Takes it in spite of what is wrong with it.</param>
    /// <param name="ct">Gives up.</param>
    public static async Task<int> RunAsync(string file, string camera, string? picture, bool show, bool anyway, CancellationToken ct)
    {
        var (code, config, recogniser) = CheckCommand.Load(file);
        if (code != ExitCodes.Ok)
            return code;
        using var _ = recogniser;
        if (config!.Cameras.FirstOrDefault(c => c.Id == camera) is not { } found)
            return Fail(ExitCodes.BadConfiguration, $"{file} has no camera '{camera}'; it has {string.Join(", ", config.Cameras.Select(c => c.Id))}");
        var references = new ReferenceFolder(config.Data);
        if (show)
            return Show(references, camera);

        var shots = new ReferenceShots(camera, recogniser!);
        var fault = picture is null ? await shots.TakeAsync(found, config, ct) : shots.Take(picture);
        if (fault is not null)
            return Fail(ExitCodes.Unavailable, fault);
        var middle = ReferenceCheck.Middle(shots.Thumbnails);
        var reasons = ReferenceCheck.Refusals(middle, shots.Thumbnails.Count, shots.WithPeople);
        foreach (var reason in reasons)
            Console.Error.WriteLine(reason);
        if (reasons.Count > 0 && !anyway)
            return Fail(ExitCodes.BadConfiguration, "not approved; --anyway takes it all the same");
        try
        {
            references.Approve(camera, new(middle, shots.TakenAt), shots.Last!);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return Fail(ExitCodes.Unavailable, $"the reference can't be written: {e.Message}");
        }
        return Show(references, camera);
    }

    private static int Show(ReferenceFolder references, string camera)
    {
        var (reference, error) = references.Read(camera);
        if (reference is null)
            return Fail(ExitCodes.Unavailable, error ?? $"camera {camera} has no reference yet");
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture,
            $"reference of camera {camera}: taken {reference.TakenAt.UtcDateTime:yyyy-MM-dd HH:mm:ss} UTC, {reference.Picture.Width} x {reference.Picture.Height}, {references.FileOf(camera)}; for people: {references.PictureOf(camera)}"));
        return ExitCodes.Ok;
    }

    private static int Fail(int code, string message)
    {
        Console.Error.WriteLine(message);
        return code;
    }
}
