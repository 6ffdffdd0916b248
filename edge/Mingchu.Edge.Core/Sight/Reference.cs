namespace Mingchu.Edge.Core.Sight;

/// <summary>How a camera's view looks when it stands right, the kitchen is clean and nobody is there: approved by a person, compared with ever after.</summary>
public sealed class Reference
{
    /// <summary>From an approved picture.</summary>
    public Reference(Thumbnail picture, DateTimeOffset takenAt)
    {
        (Picture, TakenAt) = (picture, takenAt);
        Statistics = ViewStatistics.Of(picture);
        Field = GradientField.Of(CellGrid.Of(picture), Statistics.Cells);
    }

    /// <summary>The picture.</summary>
    public Thumbnail Picture { get; }

    /// <summary>When it was taken, UTC.</summary>
    public DateTimeOffset TakenAt { get; }

    internal ViewStatistics Statistics { get; }

    internal GradientField Field { get; }

    /// <summary>Whether pictures of this thumbnail's size can be compared with it.</summary>
    public bool Fits(Thumbnail picture) => picture.Width == Picture.Width && picture.Height == Picture.Height;
}
