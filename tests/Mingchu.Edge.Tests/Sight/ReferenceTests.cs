using Mingchu.Edge.Core.Sight;
using Mingchu.Edge.Sight;
using Mingchu.Edge.Tests.Support;

namespace Mingchu.Edge.Tests.Sight;

public sealed class ReferenceTests
{
    private static readonly Thumbnail Kitchen = ReferenceCheck.Middle(SightClip.Sample("no-cap"));

    [Fact]
    public void A_reference_is_read_as_it_was_approved()
    {
        using var data = new TempFolder();
        var folder = new ReferenceFolder(data.Path);
        Assert.Equal((null, null), folder.Read("stove"));
        folder.Approve("stove", new(Kitchen, Some.At), [1, 2]);
        var (reference, error) = folder.Read("stove");
        Assert.Null(error);
        Assert.Equal(Some.At, reference!.TakenAt);
        Assert.True(reference.Picture.Grey.SequenceEqual(Kitchen.Grey));
        Assert.Equal([1, 2], File.ReadAllBytes(folder.PictureOf("stove")));
    }

    [Fact]
    public void A_file_cut_off_or_changed_anywhere_is_refused_or_read_never_a_crash() =>
        Gen.Select(Gen.Int[0, 80], Gen.Byte, Gen.Int[0, 100]).Sample(change =>
        {
            var file = ReferenceFile.Write(new(Kitchen, Some.At));
            file[change.Item1] = change.Item2;
            file = change.Item3 == 0 ? file : file[..(file.Length * change.Item3 / 100)];
            var (reference, error) = ReferenceFile.Read(file);
            Assert.True(reference is null != error is null);
        }, iter: 300);

    [Theory]
    [InlineData("dark", "too dark")]
    [InlineData("blurred", "out of focus")]
    [InlineData("covered", "next to nothing to see")]
    [InlineData("burnt", "too bright")]
    [InlineData("people", "people are in it")]
    public void A_picture_unfit_for_a_reference_is_refused_with_the_reason(string fault, string reason)
    {
        var picture = fault switch
        {
            "dark" => Kitchen.Lit(0.1),
            "blurred" => Kitchen.Blurred(2.5),
            "covered" => Kitchen.Covered(90),
            "burnt" => Kitchen.Lit(3),
            _ => Kitchen,
        };
        Assert.Contains(ReferenceCheck.Refusals(picture, 10, fault == "people" ? 4 : 0), r => r.StartsWith(reason, StringComparison.Ordinal) || r.Contains(reason, StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("compliant"), InlineData("hazards"), InlineData("no-cap"), InlineData("no-mask")]
    public void A_clear_view_without_people_is_fit(string clip) => Assert.Empty(ReferenceCheck.Refusals(ReferenceCheck.Middle(SightClip.Sample(clip)), 10, 1));

    [Fact]
    public void Who_passes_by_leaves_no_trace_in_the_middle_of_ten_pictures()
    {
        var pictures = Enumerable.Range(0, 10).Select(i => i is 3 or 4 or 5 ? Kitchen.WithBox(0.1 * i, 0.4, 0.15, 0.5) : Kitchen).ToArray();
        Assert.True(ReferenceCheck.Middle(pictures).Grey.SequenceEqual(Kitchen.Grey));
    }
}
