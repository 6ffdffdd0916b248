using Mingchu.Edge.Core.Sight;

namespace Mingchu.Edge.Core.Motion;

/// <summary>
/// Tells the pictures of one camera that show nothing new from those the models must see. Each is compared with the last one that the models saw, not with the
/// one just before, so that what creeps is noticed as soon as it has gone far enough. Places that never rest while nobody is in view (a clock drawn
/// into the picture, a fan, a kettle) do not count as long as nobody is. Holds its own memory and no clock.
/// </summary>
public sealed class MotionGate(MotionSettings settings)
{
    private static readonly TimeSpan Restless = TimeSpan.FromSeconds(20), Rest = TimeSpan.FromSeconds(7);
    private Thumbnail? analysed;
    private DateTimeOffset analysedAt, movedAt;
    private bool[] moved = [];
    private byte[] counts = [];
    private (DateTimeOffset Since, DateTimeOffset Last)[] stirs = [];

    /// <summary>What a picture shows against the last one that the models saw. Unless it is still, it becomes the one that the next are compared with.</summary>
    /// <param name="watched">Somebody or something is in view.</param>
    /// <param name="due">Longest time that whatever is pending can wait for the next run; null when nothing is.</param>
    public Motion Look(Thumbnail picture, bool watched, TimeSpan? due, DateTimeOffset now)
    {
        var longest = watched ? settings.RecheckWatched : settings.Recheck;
        if (due < longest)
            longest = due.Value;
        var known = analysed is not null && analysed.Width == picture.Width && analysed.Height == picture.Height && now >= analysedAt;
        if (!known)
            Forget(picture);
        var motion = !known || HasMoved(analysed!, picture, watched, now) ? Motion.Moved
            : settings.Enabled && now - analysedAt < longest && !(watched && now - movedAt < settings.Settle) ? Motion.Still
            : Motion.Due;
        if (motion != Motion.Still)
            (analysed, analysedAt) = (picture, now);
        if (motion == Motion.Moved)
            movedAt = now;
        return motion;
    }

    private bool HasMoved(Thumbnail before, Thumbnail picture, bool watched, DateTimeOffset now)
    {
        if (Movement.Between(before, picture, moved, counts))
            return true;
        var counted = false;
        for (var i = 0; i < moved.Length; i++)
        {
            if (!moved[i])
                continue;
            if (watched)
                return true;
            // A cell is restless when it has stirred again and again, never resting for long, for some time.
            ref var stir = ref stirs[i];
            stir = now - stir.Last > Rest ? (now, now) : (stir.Since, now);
            counted |= now - stir.Since < Restless;
        }
        return counted;
    }

    private void Forget(Thumbnail picture)
    {
        var cells = Movement.CellsOf(picture.Width) * Movement.CellsOf(picture.Height);
        (moved, counts, stirs) = (new bool[cells], new byte[picture.Width * picture.Height / 4], new (DateTimeOffset, DateTimeOffset)[cells]);
    }
}

/// <summary>What a picture shows against the last one that the models saw.</summary>
public enum Motion
{
    /// <summary>Nothing new: what the models said still holds.</summary>
    Still,

    /// <summary>Nothing new, but the models have not looked for long enough.</summary>
    Due,

    /// <summary>Something.</summary>
    Moved,
}
