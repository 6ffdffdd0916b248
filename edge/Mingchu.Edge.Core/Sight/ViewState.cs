namespace Mingchu.Edge.Core.Sight;

/// <summary>What a camera's picture is fit for at one moment, told by image statistics. In anything but <see cref="Clear"/> rules leave undetermined what it may hide.</summary>
public enum ViewState
{
    /// <summary>Fit for every check.</summary>
    Clear,

    /// <summary>Steam or smoke hides much of the view.</summary>
    Steamed,

    /// <summary>Out of focus or smeared.</summary>
    Blurred,

    /// <summary>Too dark or too bright to tell anything.</summary>
    Dark,

    /// <summary>The lens is covered.</summary>
    Blocked,

    /// <summary>The camera does not look where it looked when its reference was approved.</summary>
    Moved,
}
