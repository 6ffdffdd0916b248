using Mingchu.Edge.Core.Sight;

namespace Mingchu.Edge.Core.Rules;

/// <summary>
/// What a check may conclude from a view. Steam, blur and darkness hide things and make up few, so where silence would be dangerous (fire,
/// people where none may be) or where a finding only says that all is well (somebody is at the post) what is found stands, and
/// that nothing is found says nothing. All else is undetermined in them. A covered lens shows nothing: it neither makes a post unmanned nor
/// ends an alert as settled. A camera that was moved sees as well as before, but zones, masks and reference no longer lie where they were drawn.
/// </summary>
internal static class Gate
{
    public static Fitness Of(Condition condition, ViewState view, bool bound) => view switch
    {
        ViewState.Clear => Fitness.Good,
        ViewState.Moved => bound ? Fitness.Blind : Fitness.Good,
        ViewState.Steamed or ViewState.Blurred or ViewState.Dark when condition.FindsInPoorView => Fitness.Poor,
        _ => Fitness.Blind,
    };
}

/// <summary>How much of a check a view is fit for.</summary>
internal enum Fitness
{
    /// <summary>Any answer is believed.</summary>
    Good,

    /// <summary>What is found is believed, that nothing is found is not.</summary>
    Poor,

    /// <summary>No answer is believed.</summary>
    Blind,
}
