using System.Text.Json;
using Mingchu.Collector.Core.Cases;

namespace Mingchu.Collector.Core.Tests.Cases;

[Trait("row", "B10")]
public sealed class CaseChainTests
{
    private static List<CaseRecord> File(int lines)
    {
        List<CaseRecord> file = [CaseChain.Next(Some.CaseId, 1, CaseChain.Root, new CaseEvent.Opened(Some.Lead(), Some.Grade()), Actor.System, Some.At)];
        for (var i = 2; i <= lines; i++)
            file.Add(CaseChain.Next(Some.CaseId, i, file[^1].Hash, new CaseEvent.NoteAdded($"备注 {i}"), Some.Supervisor, Some.At.AddMinutes(i)));
        return file;
    }

    [Fact]
    public void An_untouched_file_verifies() => Assert.Null(CaseChain.Verify(File(5), File(5)[^1].Hash));

    [Fact]
    public void Any_change_of_any_field_shows_at_its_line() =>
        Gen.Select(Gen.Int[0, 5], Gen.Int[0, 6]).Sample((at, what) =>
        {
            var file = File(6);
            var head = file[^1].Hash;
            var line = file[at];
            file[at] = what switch
            {
                0 => line with { Data = line.Data.Replace("type", "typE", StringComparison.Ordinal) },
                1 => line with { At = line.At.AddMilliseconds(1) },
                2 => line with { Actor = line.Actor with { Name = line.Actor.Name + "x" } },
                3 => line with { Actor = line.Actor with { Role = Role.Admin } },
                4 => line with { CaseId = new Guid("0198c0de-0000-7000-8000-000000000002") },
                5 => line with { Type = "closed" },
                _ => line with { Data = line.Data.Replace("}", " }", StringComparison.Ordinal) },
            };
            Assert.Equal(new BrokenLink(at + 1, "content"), CaseChain.Verify(file, head));
        });

    [Fact]
    public void A_line_taken_out_shows_where_it_was()
    {
        var file = File(6);
        file.RemoveAt(2);
        Assert.Equal(new BrokenLink(3, "missing"), CaseChain.Verify(file, file[^1].Hash));
    }

    [Fact]
    public void A_file_cut_off_at_its_end_shows_against_the_head()
    {
        var file = File(6);
        Assert.Equal(new BrokenLink(6, "missing"), CaseChain.Verify(file[..5], file[^1].Hash));
    }

    [Fact]
    public void A_line_written_anew_with_a_fitting_hash_breaks_the_next()
    {
        var file = File(4);
        file[1] = CaseChain.Next(Some.CaseId, 2, file[0].Hash, new CaseEvent.NoteAdded("forged"), Some.Supervisor, file[1].At);
        Assert.Equal(new BrokenLink(3, "previous-hash"), CaseChain.Verify(file, file[^1].Hash));
    }

    [Fact]
    public void The_stored_form_of_an_event_is_fixed()
    {
        CaseEvent happened = new CaseEvent.Opened(Some.Lead(), Some.Grade());
        const string json = """{"type":"opened","lead":{"id":"alert:box-1/a","source":"alert","premisesId":"p1","hazard":"no-cap","origin":"box-1/stove","confidence":0.9,"startedAt":"2026-01-31T08:15:30.250Z","raisedAt":"2026-01-31T08:15:38.250Z","receivedAt":"2026-01-31T08:15:39.250Z"},"grade":{"grade":1,"reasons":[{"code":"grade.hazard","values":["@hazard.no-cap","1"]}],"policy":"test"}}""";
        Assert.Equal(json, JsonSerializer.Serialize(happened, CaseJson.Stored.CaseEvent));
        Assert.Equal(json, JsonSerializer.Serialize(JsonSerializer.Deserialize(json, CaseJson.Stored.CaseEvent)!, CaseJson.Stored.CaseEvent));
    }
}
