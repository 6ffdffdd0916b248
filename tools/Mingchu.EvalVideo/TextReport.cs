using System.Globalization;

namespace Mingchu.EvalVideo;

/// <summary>The result for people.</summary>
internal static class TextReport
{
    public static void Write(TextWriter to, EvalVideoResult result)
    {
        to.WriteLine($"{result.Clips.Count} clips, {Number(result.CameraHours, "0.000")} camera-hours, {result.FalseAlarms} false alarms"
            + $" ({Number(result.FalseAlarmsPerHour, "0.0")} an hour)");
        to.WriteLine($"\n{"hazard",-20}{"events",8}{"found",7}{"missed",8}{"false",7}{"false/h",9}{"again",7}{"delay: median",15}{"max",7}");
        foreach (var h in result.Hazards)
            to.WriteLine($"{h.Hazard,-20}{h.Events,8}{h.Found,7}{h.Missed,8}{h.FalseAlarms,7}{Number(h.FalseAlarmsPerHour, "0.0"),9}{h.Again,7}"
                + $"{Number(h.MedianDelay, "0.0"),13} s{Number(h.MaxDelay, "0.0"),5} s{(h.Watched ? "" : "  no rule watches it")}");
        foreach (var clip in result.Clips)
        {
            to.WriteLine($"\n{clip.Clip}: {Number(clip.Seconds, "0.0")} s, {clip.Frames} frames, {clip.Still} still");
            foreach (var a in clip.Alerts)
                to.WriteLine($"  {Number(a.Second, "0.0"),8} s  {a.Code}{(a.Zone is null ? "" : $" in {a.Zone}")}  {Number(a.Confidence, "0.00")}  {a.Verdict}");
            foreach (var m in clip.Missed)
                to.WriteLine($"  {Number(m.From, "0.0"),8} s  {m.Code}  missed, until {Number(m.To, "0.0")} s");
        }
    }

    private static string Number(double? value, string format) => value?.ToString(format, CultureInfo.InvariantCulture) ?? "-";
}
