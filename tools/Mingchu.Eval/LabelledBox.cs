using Mingchu.Edge.Core.Geometry;

namespace Mingchu.Eval;

/// <summary>One line of a label file.</summary>
/// <param name="Class">Name in <c>classes.txt</c>.</param>
/// <param name="Line">Line number from 0, as <c>attributes.csv</c> counts.</param>
internal sealed record LabelledBox(string Class, Box Box, int Line);
