namespace Mingchu.Collector.Core.Premises;

/// <summary>What an import would do; with an error, nothing.</summary>
/// <param name="Added">New premises.</param>
/// <param name="Changed">Premises that get other data.</param>
/// <param name="Unchanged">Rows that say what is known.</param>
/// <param name="Errors">Every error of every row.</param>
public sealed record ImportPlan(IReadOnlyList<PremisesEntry> Added, IReadOnlyList<PremisesEntry> Changed, int Unchanged, IReadOnlyList<FieldError> Errors)
{
    /// <summary>Nothing is done, for these reasons.</summary>
    public static ImportPlan Failed(IReadOnlyList<FieldError> errors) => new([], [], 0, errors);
}
