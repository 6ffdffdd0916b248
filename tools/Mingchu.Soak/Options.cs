using System.Globalization;

namespace Mingchu.Soak;

/// <summary>The command line of the soak.</summary>
/// <param name="Minutes">How long faults go on.</param>
/// <param name="Cameras">Simulated cameras.</param>
/// <param name="Seed">Of the faults; the same seed plans the same ones.</param>
internal sealed record Options(double Minutes, int Cameras, int Seed)
{
    public const string Usage = """
        usage: tools/soak [--minutes 20] [--cameras 8] [--seed N]
        Simulated cameras, edge worker, Mosquitto and collector under random faults. Ends with a table and ok or failed (exit code 0 or 1).
        """;

    /// <summary>Null when the arguments are none of the above.</summary>
    public static Options? Parse(IReadOnlyList<string> arguments)
    {
        var options = new Options(20, 8, Environment.TickCount & 0xffff);
        for (var i = 0; i + 1 < arguments.Count; i += 2)
        {
            if (!double.TryParse(arguments[i + 1], CultureInfo.InvariantCulture, out var number) || number < 0)
                return null;
            var next = arguments[i] switch
            {
                "--minutes" when number is > 0 and <= 10_000 => options with { Minutes = number },
                "--cameras" when number is >= 1 and <= 64 => options with { Cameras = (int)number },
                "--seed" when number <= int.MaxValue => options with { Seed = (int)number },
                _ => null,
            };
            if (next is null)
                return null;
            options = next;
        }
        return arguments.Count % 2 == 0 ? options : null;
    }
}
