using Mingchu.Contracts.Messages;

namespace Mingchu.Edge.Remote;

/// <summary>A revision on the disk.</summary>
/// <param name="Revision">Its number.</param>
/// <param name="Text">Its text.</param>
/// <param name="Starts">Starts of the worker with it that were not seen to go well; of a trial only.</param>
/// <param name="Ailing">Cameras whose frames could not be analysed before the trial began: what they fail of is not its doing.</param>
internal sealed record KeptRevision(long Revision, string Text, int Starts = 0, IReadOnlyList<string>? Ailing = null);

/// <summary>What became of a revision that is not in force.</summary>
internal sealed record KeptOutcome(long Revision, string Text, ConfigState State, DateTimeOffset At, IReadOnlyList<ConfigProblem> Problems);

/// <summary>
/// The revisions of a box, in <c>DATA/config</c>: <c>good.json</c> has proved itself, <c>trial.json</c> not yet, <c>outcome.json</c> is the last that did not do.
/// What was written survives a kill.
/// </summary>
internal sealed class ConfigStore(string data, Serilog.ILogger log)
{
    private readonly string folder = Path.Combine(data, "config");

    public KeptRevision? Good => RemoteFile.Read<KeptRevision>(PathOf("good"), log);

    public KeptRevision? Trial => RemoteFile.Read<KeptRevision>(PathOf("trial"), log);

    public KeptOutcome? Outcome => RemoteFile.Read<KeptOutcome>(PathOf("outcome"), log);

    public void Try(KeptRevision revision) => RemoteFile.Write(PathOf("trial"), revision);

    /// <summary>The trial did well.</summary>
    public void Keep()
    {
        if (Trial is not { } trial)
            return;
        RemoteFile.Write(PathOf("good"), trial with { Starts = 0, Ailing = null });
        File.Delete(PathOf("trial"));
    }

    /// <summary>A revision did not do. The outcome is on the disk before its trial is gone.</summary>
    public void Drop(KeptOutcome outcome)
    {
        RemoteFile.Write(PathOf("outcome"), outcome);
        if (Trial?.Revision == outcome.Revision)
            File.Delete(PathOf("trial"));
    }

    private string PathOf(string name) => Path.Combine(folder, name + ".json");
}
