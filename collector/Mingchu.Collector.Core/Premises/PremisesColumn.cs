namespace Mingchu.Collector.Core.Premises;

/// <summary>A column of the files that premises are imported from and exported to.</summary>
/// <param name="Name">Its name in the header.</param>
/// <param name="Chinese">The Chinese name; taken in a header as well.</param>
/// <param name="Read">The cell of an entry; empty for what is not known.</param>
/// <param name="Write">The entry with the cell's content, or why the content can't be.</param>
public sealed record PremisesColumn(string Name, string Chinese, Func<PremisesEntry, string> Read, Func<PremisesEntry, string, (PremisesEntry Entry, Phrase? Fault)> Write);
