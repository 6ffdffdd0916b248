
namespace Mingchu.Collector.Core.Tests;

public sealed class CsvTests
{
    [Theory]
    [InlineData("a,b", "\"a,b\"")]
    [InlineData("say \"no\"", "\"say \"\"no\"\"\"")]
    [InlineData("two\r\nlines", "two  lines")]
    [InlineData("镜头有水汽", "镜头有水汽")]
    public void A_field_is_quoted_only_when_it_must_and_never_breaks_the_line(string field, string line) => Assert.Equal(line, Csv.Line(field));

    [Fact]
    public void A_line_reads_back_as_the_fields_it_was_made_of() =>
        Gen.String[Gen.Char[' ', 'z'], 0, 8].Array[1, 6].Sample(fields => Csv.Parse(Csv.Line(fields)).SequenceEqual(fields));
}
