namespace Mingchu.Collector.Core.Cases;

/// <summary>Who has a case to handle: the office of this role that the premises belong to, the merchant, a platform or the brigade.</summary>
/// <param name="Role">As what.</param>
/// <param name="From">Who gave it; null for the first.</param>
public sealed record Holder(Role Role, Holder? From = null)
{
    /// <summary>Longest way that is remembered, so that a case passed to and fro stays small.</summary>
    public const int MaxWay = 12;

    /// <summary>Gives it on, remembering the way.</summary>
    public Holder Next(Role to) => new(to, Cut(MaxWay - 1));

    private Holder? Cut(int left) => left == 0 ? null : this with { From = From?.Cut(left - 1) };
}
