namespace Mingchu.Demo;

/// <summary>The command line of the demo.</summary>
/// <param name="Check">Without a person, to an exit code.</param>
/// <param name="Screenshots">Folder for pictures of the pages; null for none.</param>
internal sealed record Options(bool Check, string? Screenshots)
{
    public const string Usage = """
        usage: tools/demo                       show it: simulated kitchen cameras, edge worker, collector; Ctrl-C stops it
               tools/demo --check               the same without a person: exit code 0 when an alert became a case and was pushed
               tools/demo --screenshots FOLDER  as --check, and save pictures of the pages
        """;

    /// <summary>Null when the arguments are none of the above.</summary>
    public static Options? Parse(IReadOnlyList<string> arguments)
    {
        var options = new Options(Check: false, Screenshots: null);
        for (var i = 0; i < arguments.Count; i++)
        {
            switch (arguments[i])
            {
                case "--check":
                    options = options with { Check = true };
                    break;
                case "--screenshots" when i + 1 < arguments.Count:
                    options = options with { Check = true, Screenshots = Path.GetFullPath(arguments[++i]) };
                    break;
                default:
                    return null;
            }
        }
        return options;
    }
}
