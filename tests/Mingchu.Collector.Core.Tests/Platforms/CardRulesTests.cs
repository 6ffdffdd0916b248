using Mingchu.Collector.Core.Platforms;

namespace Mingchu.Collector.Core.Tests.Platforms;

[Trait("row", "E3")]
public sealed class CardRulesTests
{
    private static readonly DateTimeOffset Now = new(2026, 5, 1, 0, 0, 0, TimeSpan.Zero);

    /// <summary>Faults as letter and days ago (L late, M missing, F failed), cards as letter and days ago (Y, R).</summary>
    [Theory]
    [InlineData("L1 L2", "", null)]
    [InlineData("L1 L2 L3", "", CardColour.Yellow)]
    [InlineData("M1", "", CardColour.Yellow)]
    [InlineData("M1 F2 L3", "", CardColour.Red)]
    [InlineData("L1 L2 L31", "", null)]
    [InlineData("L1 L2", "Y4", null)]
    [InlineData("M1", "Y40", CardColour.Red)]
    [InlineData("M1", "Y91", CardColour.Yellow)]
    [InlineData("M1", "Y40 R30", CardColour.Yellow)]
    public void Bad_answers_make_cards_and_two_yellow_ones_a_red_one(string faults, string cards, CardColour? expected)
    {
        var card = CardRules.For(PlatformPolicy.Default,
            Parts(faults).Select(f => new AnswerFault(f.Letter switch { 'L' => FaultKind.Late, 'M' => FaultKind.Missing, _ => FaultKind.Failed }, f.At, "2026-0001")),
            [.. Parts(cards).Select(c => new GivenCard(c.Letter == 'Y' ? CardColour.Yellow : CardColour.Red, c.At))], Now);
        Assert.Equal(expected, card?.Colour);
        foreach (var language in new[] { "en", "zh-CN" })
            Assert.All(card?.Reasons ?? [], r => Assert.DoesNotContain(r.Code, r.In(new(language)), StringComparison.Ordinal));
    }

    [Fact]
    public void More_bad_answers_never_make_a_milder_card() =>
        Gen.Select(Gen.Enum<FaultKind>(), Gen.Int[0, 40]).Select((k, d) => new AnswerFault(k, Now.AddDays(-d), "2026-0001")).List[1, 10].Sample(faults =>
            Rank(CardRules.For(PlatformPolicy.Default, faults.Skip(1), [], Now)) <= Rank(CardRules.For(PlatformPolicy.Default, faults, [], Now)));

    private static int Rank(CardResult? card) => card is null ? 0 : card.Colour == CardColour.Yellow ? 1 : 2;

    private static IEnumerable<(char Letter, DateTimeOffset At)> Parts(string text) => text.Split(' ', StringSplitOptions.RemoveEmptyEntries)
        .Select(p => (p[0], Now.AddDays(-int.Parse(p[1..], System.Globalization.CultureInfo.InvariantCulture))));
}
