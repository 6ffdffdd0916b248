using System.Diagnostics;
using System.Text.Json;
using Mingchu.Rig;

namespace Mingchu.Eval.Tests.Video;

/// <summary>The tool as its user runs it, on the toy models and drawn clips: black, or on grey a red square in a blue one, which the toys take for a bare head.</summary>
public sealed class EvalVideoToolTests : IDisposable
{
    private readonly string folder = Directory.CreateTempSubdirectory("clips 短片-").FullName;

    public void Dispose() => Directory.Delete(folder, recursive: true);

    [Fact]
    public void An_alert_in_the_truth_is_found_and_its_delay_told()
    {
        var clip = Bare("bare", 20);
        Write("bare.truth.json", """{"seconds": 20, "hazards": [{"code": "no-cap", "from": 0, "to": 20}], "notJudged": ["no-mask", "mask-worn-wrong"]}""");
        var json = Json(clip);
        var cap = Hazard(json, "no-cap");
        Assert.Equal((1, 1, 0, 0), (cap.GetProperty("events").GetInt32(), cap.GetProperty("found").GetInt32(), cap.GetProperty("missed").GetInt32(), cap.GetProperty("falseAlarms").GetInt32()));
        Assert.InRange(cap.GetProperty("medianDelay").GetDouble(), 8, 11);
        Assert.Equal(100, json.GetProperty("clips")[0].GetProperty("frames").GetInt32());
        Assert.Equal(JsonValueKind.Null, Hazard(json, "no-mask").GetProperty("falseAlarmsPerHour").ValueKind);
    }

    [Fact]
    public void Without_a_truth_file_nothing_happens_in_a_clip_unless_it_is_said_to_be_unknown()
    {
        var clip = Bare("bare", 20);
        Assert.Equal(1, Hazard(Json(clip), "no-cap").GetProperty("falseAlarms").GetInt32());
        var unknown = Json("--no-truth", clip);
        Assert.Equal(0, unknown.GetProperty("falseAlarms").GetInt32());
        Assert.Contains(unknown.GetProperty("clips")[0].GetProperty("alerts").EnumerateArray(), a => a.GetProperty("verdict").GetString() == "not judged");
    }

    [Fact]
    public void Hours_play_the_clip_again_with_time_going_on()
    {
        var clip = Bare("bare", 4);
        // Four seconds are too short for the dwell time; only time that goes on over the seam reaches it.
        Assert.Equal(0, Hazard(Json(clip), "no-cap").GetProperty("falseAlarms").GetInt32());
        var json = Json("--hours", "0.005", clip);
        Assert.Equal(1, Hazard(json, "no-cap").GetProperty("falseAlarms").GetInt32());
        Assert.Equal(0.005, json.GetProperty("cameraHours").GetDouble(), 1e-9);
        Assert.Equal(90, json.GetProperty("clips")[0].GetProperty("frames").GetInt32());
    }

    [Fact]
    public void The_configuration_beside_a_clip_or_given_changes_the_rules()
    {
        var clip = Bare("bare", 6);
        Write("bare.edge.yaml", "rules:\n  - {hazard: no-cap, dwell: 2s, clear: 5s}\n");
        Assert.Equal(1, Hazard(Json(clip), "no-cap").GetProperty("falseAlarms").GetInt32());
        Write("off.yaml", "rules:\n  - {hazard: no-cap, enabled: false}\n");
        Assert.Equal(0, Json("--config", Path.Combine(folder, "off.yaml"), clip).GetProperty("falseAlarms").GetInt32());
    }

    [Fact]
    public void The_text_names_hazards_and_what_was_missed()
    {
        var clip = Clip("black", 12, "null");
        Write("black.truth.json", """{"seconds": 12, "hazards": [{"code": "no-cap", "from": 1, "to": 11}, {"code": "rodent", "from": 2, "to": 9}]}""");
        var (code, output, error) = Run(clip, "--augment", "steam,light,shadow,jitter,night");
        Assert.Equal((0, ""), (code, error));
        Assert.Contains("1.0 s  no-cap  missed, until 11.0 s", output, StringComparison.Ordinal);
        Assert.Contains("1 clips, 0.003 camera-hours, 0 false alarms (0.0 an hour)", output, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("--fps: expected 0.1 to 30", "--fps", "0")]
    [InlineData("--hours: expected more than 0", "--hours", "-1")]
    [InlineData("--augment: \"fog\" is none of steam, shadow, light, night, jitter", "--augment", "fog")]
    [InlineData("--truth: /nowhere is no folder", "--truth", "/nowhere")]
    [InlineData("/nowhere.yaml: can't be read", "--config", "/nowhere.yaml")]
    [InlineData("/nowhere: expected a folder of models", "--models", "/nowhere")]
    [InlineData("--quick=1: no such option", "--quick=1")]
    public void A_wrong_argument_ends_with_64_and_says_what_is_wrong(string expected, params string[] arguments)
    {
        var clip = Clip("black", 1, "null");
        var (code, _, error) = Run([.. arguments, clip]);
        Assert.Contains(expected, error, StringComparison.Ordinal);
        Assert.Equal(64, code);
    }

    [Theory]
    [InlineData("{", "expected a truth file")]
    [InlineData("""{"hazards": []}""", "expected a truth file")]
    [InlineData("""{"seconds": 99, "hazards": []}""", "the truth says 99.0")]
    [InlineData("""{"seconds": 1, "hazards": [{"code": "dragon", "from": 0, "to": 1}]}""", "hazards[0].code: \"dragon\" is not in the hazard list")]
    [InlineData("""{"seconds": 1, "hazards": [{"code": "no-cap", "from": 1, "to": 0}]}""", "hazards[0]: expected 0 <= from < to <= seconds")]
    [InlineData("""{"seconds": 1, "hazards": [], "notJudged": ["dragon"]}""", "notJudged: \"dragon\" is not in the hazard list")]
    public void A_broken_truth_file_ends_with_64_and_its_place(string truth, string expected)
    {
        var clip = Clip("black", 1, "null");
        Write("black.truth.json", truth);
        var (code, _, error) = Run(clip);
        Assert.Contains(expected, error, StringComparison.Ordinal);
        Assert.Contains("black.truth.json", error, StringComparison.Ordinal);
        Assert.Equal(64, code);
    }

    [Fact]
    public void A_clip_that_cannot_be_read_ends_with_65()
    {
        Write("text.mp4", "not a video");
        foreach (var (file, expected) in new[] { ("text.mp4", "is not a video that can be decoded"), ("missing.mp4", "no such file") })
        {
            var (code, _, error) = Run(Path.Combine(folder, file));
            Assert.Contains(expected, error, StringComparison.Ordinal);
            Assert.Equal(65, code);
        }
    }

    // Noise on grey, since a wholly black view is one in which nothing can be told.
    private string Bare(string name, int seconds) => Clip(name, seconds, "drawbox=c=gray:t=fill,noise=alls=12:allf=t,drawbox=x=280:y=280:w=160:h=160:color=blue:t=fill,drawbox=x=320:y=320:w=80:h=80:color=red:t=fill");

    private string Clip(string name, int seconds, string filter)
    {
        var file = Path.Combine(folder, name + ".mp4");
        using var process = Process.Start(new ProcessStartInfo("ffmpeg",
            ["-v", "error", "-f", "lavfi", "-i", $"color=black:s=640x640:r=10:d={seconds}", "-vf", filter, "-c:v", "libx264", "-preset", "ultrafast", "-pix_fmt", "yuv420p", file])
        { RedirectStandardInput = true })!;
        process.WaitForExit();
        Assert.Equal(0, process.ExitCode);
        return file;
    }

    private void Write(string file, string text) => File.WriteAllText(Path.Combine(folder, file), text);

    private static JsonElement Json(params string[] arguments)
    {
        var (code, output, error) = Run([.. arguments, "--json"]);
        Assert.Equal((0, ""), (code, error));
        using var json = JsonDocument.Parse(output);
        return json.RootElement.Clone();
    }

    private static JsonElement Hazard(JsonElement json, string code) =>
        json.GetProperty("hazards").EnumerateArray().Single(h => h.GetProperty("hazard").GetString() == code);

    private static (int Code, string Output, string Error) Run(params string[] arguments)
    {
        var toys = arguments.Contains("--models") ? [] : (string[])["--models", EvalTool.Models];
        var start = new ProcessStartInfo("dotnet", [Path.Combine(AppContext.BaseDirectory, "Mingchu.EvalVideo.dll"), .. toys, .. arguments])
        { RedirectStandardOutput = true, RedirectStandardError = true, WorkingDirectory = Repository.Root };
        using var process = Process.Start(start)!;
        var error = process.StandardError.ReadToEndAsync();
        var output = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        return (process.ExitCode, output, error.Result);
    }
}
