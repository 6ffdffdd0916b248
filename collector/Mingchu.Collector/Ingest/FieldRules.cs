using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;
using Mingchu.Contracts;
using Mingchu.Contracts.Messages;

namespace Mingchu.Collector.Ingest;

/// <summary>Checks the fields of one message and keeps the first thing that is wrong.</summary>
public sealed partial class FieldRules(DateTimeOffset now)
{
    // Before any box of this product was built: a clock that starts at 1970 would put its cases into the wrong years for ever.
    private static readonly DateTimeOffset Earliest = new(2020, 1, 1, 0, 0, 0, TimeSpan.Zero);

    /// <summary>The first broken rule; null while all hold.</summary>
    public Rejection? First { get; private set; }

    /// <summary>A rule: when it does not hold, this is why.</summary>
    public void Require(bool holds, string pointer, string detail, string reason = RejectReasons.Invalid)
    {
        if (!holds)
            First ??= new(reason, pointer, detail);
    }

    /// <summary>A time between 2020 and five minutes from now.</summary>
    public void Time(DateTimeOffset time, string pointer)
    {
        Require(time <= now + MessageReader.ClockTolerance, pointer,
            $"{Text(time)} is more than 5 minutes ahead of the collector ({Text(now)}); set the device's clock", RejectReasons.FutureTime);
        Require(time >= Earliest, pointer, $"{Text(time)} is before 2020; set the device's clock");
    }

    /// <summary>A text of at most this many characters, without NUL.</summary>
    public void Length(string? text, int most, string pointer) =>
        Require(text is null || (text.Length <= most && !text.Contains('\0')), pointer, $"has {text?.Length} characters or holds NUL; at most {most} are allowed");

    /// <summary>A number within bounds; not a number is outside.</summary>
    public void Range(double number, double from, double to, string pointer) => Require(number >= from && number <= to, pointer,
        string.Create(CultureInfo.InvariantCulture, $"{number} is not within {from}..{to}"));

    /// <summary>A list of at most this many items.</summary>
    public void Count<T>(IReadOnlyList<T> items, int most, string pointer) =>
        Require(items.Count <= most, pointer, $"has {items.Count} items; at most {most} are allowed");

    /// <summary>A camera or zone id.</summary>
    public void Id(string? id, string pointer) => Require(Topics.IsId(id), pointer,
        $"'{Show(id ?? "")}' is not an id: 1 to 64 lower-case letters, digits and inner hyphens");

    /// <summary>The envelope's own fields.</summary>
    public void Envelope(string specVersion, string id, string source, DateTimeOffset time, string device)
    {
        Require(specVersion == "1.0", "/specversion", $"'{Show(specVersion)}' is not known; CloudEvents 1.0 is");
        Require(IsMessageId(id), "/id", "must be 1 to 128 characters of A-Z a-z 0-9 . _ : / -");
        Require(source == Messages.Source(device), "/source", $"'{Show(source)}' is not {Messages.Source(device)}, the device of the topic", RejectReasons.WrongDevice);
        Time(time, "/time");
    }

    /// <summary>Whether this can be a message id.</summary>
    public static bool IsMessageId(string? id) => id is not null && MessageIdPattern().IsMatch(id);

    /// <summary>Whether this can be an alert id: like a message id, but without slashes, at most 64.</summary>
    public static bool IsAlertId(string? id) => id is not null && AlertIdPattern().IsMatch(id);

    /// <summary>A foreign text made safe to show: no control characters, no halves of characters, bounded.</summary>
    public static string Show(string text, int most = 80)
    {
        var safe = new StringBuilder();
        foreach (var rune in text.EnumerateRunes())
        {
            if (safe.Length >= most)
                return safe.Append('…').ToString();
            safe.Append(Rune.IsControl(rune) || Rune.GetUnicodeCategory(rune) is UnicodeCategory.Format ? "\uFFFD" : rune.ToString());
        }

        return safe.ToString();
    }

    private static string Text(DateTimeOffset time) => time.UtcDateTime.ToString("yyyy-MM-ddTHH:mm:ssZ", CultureInfo.InvariantCulture);

    [GeneratedRegex(@"^[A-Za-z0-9._:/-]{1,128}\z", RegexOptions.CultureInvariant)]
    private static partial Regex MessageIdPattern();

    [GeneratedRegex(@"^[A-Za-z0-9._:-]{1,64}\z", RegexOptions.CultureInvariant)]
    private static partial Regex AlertIdPattern();

    private static class Messages
    {
        public static string Source(string device) => Contracts.Messages.Envelope.Source(device);
    }
}
