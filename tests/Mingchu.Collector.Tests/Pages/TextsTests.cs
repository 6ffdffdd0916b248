using System.Globalization;
using System.Text.RegularExpressions;
using System.Xml.Linq;
using Mingchu.Collector.Core.Cases;
using Mingchu.Collector.Core.Licences;
using Mingchu.Collector.Core.Platforms;
using Mingchu.Collector.Evidence;
using Mingchu.Collector.Resources;
using Mingchu.Collector.Viewing;
using Mingchu.Contracts.Messages;
using Mingchu.Rig;

namespace Mingchu.Collector.Tests.Pages;

public partial class TextsTests
{
    private static readonly string Source = Path.Combine(Repository.Root, "collector", "Mingchu.Collector");
    private static readonly Dictionary<string, string> English = Read("Texts.resx");
    private static readonly Dictionary<string, string> Chinese = Read("Texts.zh-Hans.resx");

    [Fact]
    public void Both_languages_have_the_same_texts_with_the_same_places()
    {
        Assert.Equal(English.Keys.Order(StringComparer.Ordinal), Chinese.Keys.Order(StringComparer.Ordinal));
        Assert.All(English, text => Assert.Equal(Places(text.Value), Places(Chinese[text.Key])));
        Assert.All(English.Values.Concat(Chinese.Values), Assert.NotEmpty);
    }

    [Fact]
    public void Every_text_that_the_code_names_exists()
    {
        var named = Sources().SelectMany(f => Named().Matches(File.ReadAllText(f))).Select(m => m.Groups[1].Value).ToHashSet();

        Assert.InRange(named.Count, 80, 1000);
        Assert.All(named, key => Assert.Contains(key, English.Keys));
    }

    [Fact]
    public void Every_code_that_a_page_shows_has_words()
    {
        string[] keys =
        [
            .. Enum.GetValues<Stage>().Select(s => $"stage.{s.Word()}"),
            .. Enum.GetValues<CameraState>().Select(s => $"camera.state.{s.ToString().ToLowerInvariant()}"),
            .. Constants(typeof(CameraReasons)).SelectMany(r => (string[])[$"camera.reason.{r}", $"camera.todo.{r}"]),
            .. Constants(typeof(RejectReasons)).Select(r => $"reject.{r}"),
            .. Enum.GetValues<EvidenceKind>().Select(k => $"evidence.{k.ToString().ToLowerInvariant()}"),
            .. Enum.GetValues<SealState>().Select(s => $"evidence.seal.{s.ToString().ToLowerInvariant()}"),
            .. Constants(typeof(CommandReasons)).Concat(["no-answer", "no-broker", "not-found", "box-offline"]).Select(r => $"look.reason.{r}"),
            .. Enum.GetValues<LookState>().SelectMany(s => Enum.GetValues<LookKind>().Select(k => $"look.state.{k}.{s}".ToLowerInvariant()).Append($"look.short.{s}".ToLowerInvariant())),
            .. Enum.GetValues<LookKind>().Select(k => $"look.kind.{k}".ToLowerInvariant()),
            .. Enum.GetValues<NoticeStage>().Select(s => $"notice.stage.{s.Word()}"),
            .. Enum.GetValues<NoticeKind>().Select(k => $"notice.kind.{k.Word()}"),
            .. Enum.GetValues<NoticeKind>().SelectMany(k => (string[])[$"document.title.{k.Word()}", $"document.demand.{k.Word()}"]),
            .. Enum.GetValues<FindingCode>().Select(c => $"licence.code.{c.Word()}"),
            .. Enum.GetValues<LicenceKind>().Select(k => $"licence.kind.{k.Word()}"),
            .. Enum.GetValues<ListingStatus>().Select(s => $"listing.status.{s.Word()}"),
            .. Collector.Push.PushSettings.ChannelNames.Select(c => $"channel.{c}"),
        ];

        Assert.All(keys, key => Assert.Contains(key, English.Keys));
    }

    [Fact]
    public void No_sentence_stands_in_the_code()
    {
        var offenders = Sources().Where(f => File.ReadLines(f).Any(l => l.Any(c => c is >= '一' and <= '鿿') && !l.Contains("<summary>", StringComparison.Ordinal)));

        Assert.Empty(offenders);
    }

    [Fact]
    public void A_Chinese_reader_gets_Chinese_and_anybody_else_English()
    {
        Assert.Equal("案件", Texts.In(CultureInfo.GetCultureInfo("zh-CN"), "cases.title"));
        Assert.Equal("Cases", Texts.In(CultureInfo.GetCultureInfo("en"), "cases.title"));
        Assert.Equal("Cases", Texts.In(CultureInfo.InvariantCulture, "cases.title"));
    }

    private static IEnumerable<string> Sources() => Directory.EnumerateFiles(Source, "*", SearchOption.AllDirectories)
        .Where(f => f.EndsWith(".razor", StringComparison.Ordinal) || f.EndsWith(".cs", StringComparison.Ordinal))
        .Where(f => !f.Contains("/obj/", StringComparison.Ordinal) && !f.Contains("/bin/", StringComparison.Ordinal));

    private static Dictionary<string, string> Read(string file) => XDocument.Load(Path.Combine(Source, "Resources", file)).Root!.Elements("data")
        .ToDictionary(d => d.Attribute("name")!.Value, d => d.Element("value")!.Value);

    private static string Places(string text) => string.Join(',', Place().Matches(text).Select(m => m.Value).Distinct().Order(StringComparer.Ordinal));

    private static IEnumerable<string> Constants(Type type) => type.GetFields().Where(f => f.IsLiteral).Select(f => (string)f.GetRawConstantValue()!);

    [GeneratedRegex("""\b(?:Text|In|Find)\((?:language, )?"([a-z0-9.-]+)"[,)]""")]
    private static partial Regex Named();

    [GeneratedRegex(@"\{\d\}")]
    private static partial Regex Place();
}
