using System.Globalization;
using Mingchu.Collector.Core.Cases;
using static Mingchu.Collector.Core.Platforms.ListingCommand;

namespace Mingchu.Collector.Core.Platforms;

/// <summary>
/// Decides what a command does to a listing (E2): after an order a shop is online again only by the platform's review that it passed, the platform's
/// application and the regulator's release, in this order, with no order or refusal between them.
/// </summary>
public static class ListingDecider
{
    /// <summary>Events of the command, or the refusal. That the listing is of the actor's platform or area is looked at before.</summary>
    public static Decision<ListingEvent> Decide(ListingState state, ListingCommand command, Actor actor)
    {
        if (command is Review or Apply ? actor.Role is not Role.Platform : !actor.Role.IsRegulator())
            return No(PlatformRefusals.NotYours, "@role." + actor.Role.Word());
        if (command.ExpectedVersion < state.Version)
            return No(PlatformRefusals.Changed);
        return command switch
        {
            Order c => c.Kind.IsOrder() ? Yes(new ListingEvent.Ordered(c.Kind, c.Notice, actor.Role)) : No(PlatformRefusals.ListingState, "@listing." + state.Status.Word()),
            Review c => At(state, ListingStatus.Suspended, ListingStatus.Delisted, ListingStatus.Reviewed) ?? Text(c.Text) ?? Yes(new ListingEvent.Reviewed(c.Passed, c.Text.Trim())),
            Apply c => At(state, ListingStatus.Reviewed) ?? Text(c.Text) ?? Yes(new ListingEvent.Applied(c.Text.Trim())),
            Release c => At(state, ListingStatus.Applied) ?? Lower(state, actor) ?? Text(c.Text) ?? Yes(new ListingEvent.Released(c.Text.Trim())),
            Refuse c => At(state, ListingStatus.Applied) ?? Text(c.Text) ?? Yes(new ListingEvent.Refused(c.Text.Trim())),
            _ => throw new ArgumentOutOfRangeException(nameof(command)),
        };
    }

    /// <summary>Words of the steps that this actor could do now, each a name below the listing's address.</summary>
    public static IReadOnlyList<string> StepsFor(ListingState state, Actor actor) =>
        [.. new (string Word, ListingCommand Probe)[] { ("review", new Review(true, "?")), ("apply", new Apply("?")), ("release", new Release("?")), ("refuse", new Refuse("?")) }
            .Where(s => Decide(state, s.Probe, actor).Refusal is null).Select(s => s.Word)];

    private static Decision<ListingEvent>? Lower(ListingState state, Actor actor) =>
        actor.Role.IsDepartment() && state.OrderedBy is { } above && above.Rank() > actor.Role.Rank() ? No(PlatformRefusals.HigherOrder, "@role." + above.Word()) : null;

    private static Decision<ListingEvent>? At(ListingState state, params ReadOnlySpan<ListingStatus> possible) =>
        possible.Contains(state.Status) ? null : No(PlatformRefusals.ListingState, "@listing." + state.Status.Word());

    private static Decision<ListingEvent>? Text(string text) =>
        string.IsNullOrWhiteSpace(text) ? No(Refusals.TextMissing)
        : text.Length > CaseDecider.MaxText ? No(Refusals.TextTooLong, CaseDecider.MaxText.ToString(CultureInfo.InvariantCulture)) : null;

    private static Decision<ListingEvent> Yes(ListingEvent happened) => new([happened], null);

    private static Decision<ListingEvent> No(string code, params string[] values) => new([], Refusal.Of(code, values));
}
