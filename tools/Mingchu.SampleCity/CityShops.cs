using System.Globalization;
using System.Text.Json;
using Mingchu.Collector.Cases;
using Mingchu.Collector.Core;
using Mingchu.Collector.Core.Cases;
using Mingchu.Collector.Core.Licences;
using Mingchu.Collector.Core.Platforms;
using Mingchu.Collector.Core.Premises;
using Mingchu.Collector.Licences;
using Mingchu.Collector.Platforms;

namespace Mingchu.SampleCity;

/// <summary>The shops on platforms with what they show, and the licence library that they are compared with. Most are in order; some are found out in time.</summary>
internal sealed class CityShops
{
    private static readonly CultureInfo Words = CultureInfo.GetCultureInfo("zh-CN");

    private static readonly (FindingCode, double)[] Faults =
    [
        (FindingCode.Missing, 3), (FindingCode.False, 2), (FindingCode.Borrowed, 2), (FindingCode.Address, 4), (FindingCode.Scope, 5), (FindingCode.Validity, 3), (FindingCode.Kind, 2),
    ];

    private readonly CityPlan plan;
    private readonly CityRandom random;
    private readonly DateOnly today;
    private readonly Dictionary<string, PremisesEntry> premises;
    private readonly Dictionary<string, LicenceRow> licences = new(StringComparer.Ordinal);
    private readonly Dictionary<Guid, ShopRow> shops = [];
    private readonly Queue<ShopRow> wrong = new();

    public CityShops(CityPlan plan, LicencePolicy policy, IReadOnlyList<PremisesEntry> entries)
    {
        (this.plan, Policy, today) = (plan, policy, DateOnly.FromDateTime(plan.Until.UtcDateTime));
        // A stream of its own, as of everything that happens.
        random = new((ulong)plan.Seed ^ 0x5409);
        premises = entries.ToDictionary(e => e.Id);
        foreach (var entry in entries)
            Open(entry);
    }

    /// <summary>How shops are compared with licences.</summary>
    public LicencePolicy Policy { get; }

    public List<ListingRow> Listings { get; } = [];

    public IEnumerable<LicenceRow> Licences => licences.Values;

    public IEnumerable<ShopRow> Shops => shops.Values;

    public List<FindingRow> Findings { get; } = [];

    /// <summary>A comparison that finds something at this time, and its words; null when all that is wrong is found already.</summary>
    public (FindingRow Finding, string Text)? Check(DateTimeOffset at)
    {
        for (var left = wrong.Count; left > 0; left--)
        {
            var shop = wrong.Dequeue();
            if (LicenceChecks.Of(Policy, shop.ToData(), licences.GetValueOrDefault(shop.Licence)?.ToEntry(), [], mayBeOnline: true, DateOnly.FromDateTime(at.UtcDateTime)) is not [var found, ..])
            {
                // A licence that runs out later.
                wrong.Enqueue(shop);
                continue;
            }

            var finding = new FindingRow
            {
                Id = random.Id(at), ListingId = shop.ListingId, PremisesId = shop.PremisesId, Code = found.Code, FoundAt = at, Because = JsonSerializer.Serialize(found.Because, CaseJson.Stored.Phrase),
            };
            Findings.Add(finding);
            return (finding, $"{shop.By}: {found.Because.In(Words)}");
        }

        return null;
    }

    /// <summary>Its case stands so in the end: of what was settled most was put right.</summary>
    public void Filed(FindingRow finding, CaseSummary summary)
    {
        finding.CaseId = summary.Id;
        if (!summary.Stage.IsSettled() || finding.Code is FindingCode.Kind || random.Chance(0.2))
            return;
        finding.EndedAt = summary.UpdatedAt;
        var (shop, entry) = (shops[finding.ListingId], premises[finding.PremisesId]);
        if (finding.Code is FindingCode.Validity && licences[entry.Licence] is { ValidTo: { } end } licence)
            licence.ValidTo = end.AddYears(5);
        Show(shop, entry, null);
    }

    private void Open(PremisesEntry entry)
    {
        FindingCode? fault = entry.OnPlatforms.Length > 0 && random.Chance(0.08) ? random.Of(Faults) : null;
        var from = today.AddDays(-30 - random.Below(1370));
        // Small eateries are registered; those that want on platforms need a licence.
        var kind = fault is FindingCode.Kind || (entry.Kind is PremisesKind.SmallEatery && entry.OnPlatforms.Length == 0) ? LicenceKind.SmallCatering : LicenceKind.FoodOperation;
        var ends = fault is FindingCode.Validity ? today.AddDays(-random.Below(300)) : from.AddYears(5).AddDays(-1);
        var licence = new LicenceEntry(entry.Licence, entry.Id, kind, entry.Name, entry.Address, entry.Scope, "明海市市场监督管理局", ends < from ? ends.AddYears(-5) : from, ends, false);
        licences[entry.Licence] = LicenceRow.From(licence, "sample-city", plan.Since);
        foreach (var platform in PlatformIds.Of(entry.OnPlatforms))
        {
            var listing = new ListingRow { Id = random.Id(plan.Since), PremisesId = entry.Id, Platform = platform, ChangedAt = plan.Since };
            Listings.Add(listing);
            var shop = new ShopRow
            {
                ListingId = listing.Id, PremisesId = entry.Id, Licence = "", Issuer = "", PickUpAddress = "", Dishes = "[]", By = CityGround.Of(platform).Name, Online = entry.Status is PremisesStatus.Open,
                TradedFrom = today.AddDays(-30), TradedTo = today.AddDays(-1), At = plan.Until.AddHours(-1 - random.Below(160)), CheckDueAtMs = plan.Until.AddMinutes(random.Below(1440)).ToUnixTimeMilliseconds(),
            };
            shops[listing.Id] = shop;
            Show(shop, entry, fault);
            if (fault is not null)
                wrong.Enqueue(shop);
            // Wrong on one platform is seldom wrong on the other.
            fault = null;
        }
    }

    private void Show(ShopRow shop, PremisesEntry entry, FindingCode? fault)
    {
        shop.Licence = fault switch
        {
            FindingCode.Missing => "",
            FindingCode.False => $"JY2999{random.Below(10_000):D4}{random.Below(1_000_000):D6}",
            FindingCode.Borrowed => licences.Keys.First(),
            _ => entry.Licence,
        };
        shop.Issuer = shop.Licence.Length == 0 ? "" : "明海市市场监督管理局";
        shop.PickUpAddress = fault is FindingCode.Address ? $"{random.Of(CityWords.Streets)} {401 + random.Below(100)} 号" : entry.Address;
        string[] dishes = [random.Of(CityWords.Dishes), random.Of(CityWords.Dishes), .. fault is FindingCode.Scope ? [random.Of(CityWords.RawDishes)] : Array.Empty<string>()];
        shop.Dishes = JsonSerializer.Serialize(dishes.Distinct());
    }
}
