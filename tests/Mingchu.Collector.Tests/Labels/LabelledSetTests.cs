using Mingchu.Collector.Core.Labels;
using Mingchu.Collector.Core.Quality;
using Mingchu.Collector.Labels;
using Mingchu.Contracts.Messages;
using Mingchu.Rig;

namespace Mingchu.Collector.Tests.Labels;

[Trait("row", "B11")]
public sealed class LabelledSetTests : IAsyncLifetime
{
    private readonly RunFolder folder = new();

    public ValueTask InitializeAsync() => ValueTask.CompletedTask;

    [Fact]
    public async Task A_picture_that_cannot_be_written_leaves_no_half_of_itself_and_no_verdict_and_the_next_run_completes_it()
    {
        var (good, lost) = (Entry(1), Entry(2) with { Picture = folder.At("gone.jpg") });
        var (set, _) = LabelledSet.Open(folder.At("set"));
        await Assert.ThrowsAsync<FileNotFoundException>(() => Write(set!, good, lost));

        Assert.Empty(Directory.GetFiles(folder.At("set"), "*.part", SearchOption.AllDirectories));
        Assert.False(File.Exists(folder.At("set/verdicts.csv")));
        Assert.All(Directory.GetFiles(folder.At("set/labels")), l => Assert.True(File.Exists(l.Replace("labels", "images", StringComparison.Ordinal).Replace(".txt", ".jpg", StringComparison.Ordinal))));

        var (again, error) = LabelledSet.Open(folder.At("set"));
        Assert.Null(error);
        Assert.False(again!.Has(good));
        await Write(again, good, Entry(2));
        Assert.Equal(2, Directory.GetFiles(folder.At("set/labels")).Length);
        Assert.Equal(3, File.ReadAllLines(folder.At("set/verdicts.csv")).Length);
    }

    [Fact]
    public async Task Class_numbers_never_change_when_classes_are_added()
    {
        var (set, _) = LabelledSet.Open(folder.At("set"));
        await Write(set!, Entry(1, "rodent"));
        await Write(set!, Entry(2, "head"), Entry(3, "bin-open"));
        Assert.Equal(["rodent", "bin-open", "head"], File.ReadAllLines(folder.At("set/classes.txt")));
        Assert.Equal(["0", "1", "2"], Directory.GetFiles(folder.At("set/labels")).Select(l => File.ReadAllText(l)[..1]).Order(StringComparer.Ordinal));
    }

    [Fact]
    public void A_table_of_another_form_is_refused_with_its_place()
    {
        File.WriteAllText(Path.Combine(Directory.CreateDirectory(folder.At("set")).FullName, "verdicts.csv"), "picture,verdict\n");
        Assert.StartsWith(folder.At("set/verdicts.csv") + ":1: expected the columns stem,alert,", LabelledSet.Open(folder.At("set")).Error, StringComparison.Ordinal);
    }

    private static Task Write(LabelledSet set, params ExportEntry[] entries) =>
        set.Write(entries, (e, _) => Task.FromResult<Stream>(File.OpenRead(e.Picture)), TestContext.Current.CancellationToken);

    private ExportEntry Entry(int number, string label = "rodent")
    {
        var file = folder.At($"{number}.jpg");
        File.WriteAllBytes(file, Ingest.Some.Jpeg($"{number}"));
        AlertBox[] boxes = [new(0.1, 0.1, 0.2, 0.2, label, 0.9)];
        var alert = new JudgedAlert(Guid.Empty, "2026-000001", "p1", "box-1", $"a{number}", "stove", "rodent", 0.9, new(2026, 1, 31, 8, 0, 0, TimeSpan.Zero), Judgement.Confirmed)
        { ShownFirst = true, Boxes = boxes };
        return new(alert, file, PictureLabels.Of(alert, boxes));
    }

    public async ValueTask DisposeAsync() => await folder.DisposeAsync();
}
