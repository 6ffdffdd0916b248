using System.Globalization;

namespace Mingchu.Eval;

/// <summary>The result for people.</summary>
internal static class TextReport
{
    public static void Write(TextWriter to, EvalResult result)
    {
        to.WriteLine($"{result.Images} pictures");
        if (result.Classes.Count > 0)
        {
            to.WriteLine($"\n{"class",-20}{"AP50",8}{"precision",11}{"recall",8}{"boxes",8}");
            foreach (var c in result.Classes)
                to.WriteLine($"{c.Name,-20}{Figure(c.Ap50),8}{Figure(c.Precision),11}{Figure(c.Recall),8}{c.Boxes,8}");
        }
        foreach (var attribute in result.Attributes ?? [])
        {
            to.WriteLine($"\n{attribute.Name} on {attribute.Boxes} boxes: determined {Figure(attribute.Determined)}, "
                + $"at 24 pixels and wider {Figure(attribute.Determined24)}; among the determined: accuracy {Figure(attribute.Accuracy)}");
            to.WriteLine($"  {"value",-18}{"F1",8}{"precision",11}{"recall",8}{"count",8}");
            foreach (var v in attribute.Values)
                to.WriteLine($"  {v.Name,-18}{Figure(v.F1),8}{Figure(v.Precision),11}{Figure(v.Recall),8}{v.Count,8}");
        }
    }

    private static string Figure(double? value) => value?.ToString("0.000", CultureInfo.InvariantCulture) ?? "-";
}
