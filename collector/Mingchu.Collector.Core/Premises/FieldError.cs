namespace Mingchu.Collector.Core.Premises;

/// <summary>What is wrong with one cell of an import or one field of a request.</summary>
/// <param name="Row">Row of the file, the header being 1; 0 where there is no file.</param>
/// <param name="Field">Name of the column.</param>
/// <param name="Why">Code and values; the sentence is in <c>Phrases</c>.</param>
public sealed record FieldError(int Row, string Field, Phrase Why);
