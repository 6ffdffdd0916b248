using Mingchu.Collector.Areas;
using Mingchu.Collector.Core.Areas;
using Mingchu.Collector.Core.Cases;
using Mingchu.Collector.Core.Offices;
using Mingchu.Collector.Core.Platforms;
using Mingchu.Collector.Core.Premises;
using Mingchu.Collector.Devices;
using Mingchu.Collector.Offices;
using Mingchu.Collector.People;
using Mingchu.Contracts.Messages;

namespace Mingchu.SampleCity;

/// <summary>What stands before anything happens: areas, offices, people, businesses with who looks after them, boxes and cameras.</summary>
internal sealed class CityGround
{
    // Shares of kinds as a county-level city has them: most businesses are small.
    private static readonly (PremisesKind, double)[] Kinds =
    [
        (PremisesKind.SmallEatery, 34), (PremisesKind.Catering, 28), (PremisesKind.Retailer, 16), (PremisesKind.Canteen, 7), (PremisesKind.Stall, 6), (PremisesKind.SmallWorkshop, 4),
        (PremisesKind.Producer, 2), (PremisesKind.Market, 1.5), (PremisesKind.GroupMealDelivery, 1), (PremisesKind.CentralKitchen, 0.5),
    ];

    private static readonly string[] CameraNames = ["灶台", "切配区", "备餐间", "洗消间"];

    private readonly CityPlan plan;
    private readonly CityRandom random;
    private readonly List<string> units = [];
    private readonly Dictionary<string, List<PersonRow>> peopleOf = new(StringComparer.Ordinal);

    public CityGround(CityPlan plan)
    {
        this.plan = plan;
        random = new((ulong)plan.Seed);
        GrowAreas();
        foreach (var area in Areas.Where(a => a.Level is AreaLevel.Town or AreaLevel.Grid or AreaLevel.Unit))
            Staff(area);
        for (var i = 1; i <= plan.Premises; i++)
            Settle(i);
    }

    public List<AreaRow> Areas { get; } = [];

    public List<OfficeRow> Offices { get; } = [];

    public List<PersonRow> People { get; } = [];

    public List<PremisesEntry> Premises { get; } = [];

    public List<AssignmentRow> Assignments { get; } = [];

    public List<DeviceRow> Devices { get; } = [];

    public List<CameraRow> Cameras { get; } = [];

    /// <summary>Somebody of this role whose area holds the business; a made-up member of the office where nobody is registered.</summary>
    public Actor Somebody(Role role, string area)
    {
        var place = Area.Of(area);
        for (var at = place; at is not null; at = at.Parent)
            if (peopleOf.GetValueOrDefault(at.Path)?.FirstOrDefault(p => p.Role == role) is { } person)
                return new(person.Id, person.Name, role) { Area = at };
        var name = CityWords.Surnames[StableHash(area + role.Word()) % CityWords.Surnames.Length] + "科长";
        return new($"{role.Word()}-{place.At(AreaLevel.County)?.Part ?? place.Part}", name, role) { Area = place.At(role.Levels() is [var level, ..] ? level : AreaLevel.City) };
    }

    /// <summary>Who acts for a platform.</summary>
    public static Actor Of(string platform) =>
        new("p-" + platform, CityWords.Platforms.Single(p => p.Id == platform).Name, Role.Platform) { Platform = platform };

    private void GrowAreas()
    {
        var counties = Math.Clamp(plan.Premises / 2500, 2, CityWords.Counties.Length);
        var towns = Math.Clamp(plan.Premises / (counties * 200), 1, 12);
        var villages = Math.Clamp(plan.Premises / (counties * towns * 25), 1, 8);
        var city = Add(CityWords.City.Path, CityWords.City.Name);
        Office(OfficeKind.CityBureau, city, "明海市市场监督管理局");
        Office(OfficeKind.Brigade, city, "明海市市场监管综合执法支队");
        for (var c = 0; c < counties; c++)
        {
            var county = Add($"{city}/{CityWords.Counties[c].Path}", CityWords.Counties[c].Name);
            Office(OfficeKind.CountyBureau, county, $"{CityWords.Counties[c].Name}市场监督管理局");
            for (var t = 0; t < towns; t++)
            {
                var (path, name) = Pair((c * 31) + t);
                var town = Add($"{county}/{path}", name + "镇");
                Office(OfficeKind.TownOffice, town, $"{name}市场监督管理所");
                for (var v = 0; v < villages; v++)
                    Village(town, (c * 31) + (t * 17) + v + 5);
            }
        }
    }

    private void Village(string town, int number)
    {
        var (path, name) = Pair(number * 7);
        var village = Add($"{town}/{path}", name + "村");
        for (var g = 1; g <= 4; g++)
        {
            var grid = Add($"{village}/{g}", $"{name}第{g}网格");
            for (var u = 1; u <= 3; u++)
                units.Add(Add($"{grid}/{u}", $"{name}{g}网格{u}单元"));
        }
    }

    private static (string Path, string Name) Pair(int number)
    {
        var (first, second) = (CityWords.First[number % CityWords.First.Length], CityWords.Second[number / CityWords.First.Length % CityWords.Second.Length]);
        return (first.Path + second.Path, first.Name + second.Name);
    }

    private string Add(string path, string name)
    {
        Areas.Add(new() { Area = path, Name = name, Level = Area.Of(path).Level });
        return path;
    }

    private void Office(OfficeKind kind, string area, string name) => Offices.Add(new() { Id = $"{kind.Word()}-{area.Replace('/', '-')}", Name = name, Kind = kind, Area = area });

    private void Staff(AreaRow area)
    {
        if (area.Level == AreaLevel.Town)
            for (var i = 0; i < 4; i++)
                Person(Role.TownOffice, area);
        if (area.Level == AreaLevel.Grid)
            foreach (var role in new[] { Role.GridHead, Role.Coordinator })
                Person(role, area);
        if (area.Level == AreaLevel.Unit)
            Person(Role.Coordinator, area);
    }

    private void Person(Role role, AreaRow area)
    {
        var person = new PersonRow { Id = $"p{People.Count + 1:D5}", Name = Name(), Role = role, Area = area.Area, Phone = Phone() };
        People.Add(person);
        if (!peopleOf.TryGetValue(area.Area, out var there))
            peopleOf[area.Area] = there = [];
        there.Add(person);
    }

    private void Settle(int number)
    {
        var area = Area.Of(random.Of(units));
        var kind = random.Of(Kinds);
        var name = random.Of(CityWords.ShopNames) + random.Of(CityWords.First).Name + kind switch
        {
            PremisesKind.Catering => random.Of(CityWords.CateringTypes),
            PremisesKind.SmallEatery => random.Of(CityWords.EateryTypes),
            PremisesKind.Canteen => random.Chance(0.5) ? "小学食堂" : "公司食堂",
            PremisesKind.Retailer => "食杂店",
            PremisesKind.Stall => "小吃摊",
            PremisesKind.SmallWorkshop => "食品小作坊",
            PremisesKind.Producer => "食品有限公司",
            PremisesKind.Market => "农贸市场",
            PremisesKind.GroupMealDelivery => "团膳配送中心",
            _ => "中央厨房",
        };
        var noDineIn = kind is PremisesKind.SmallEatery && random.Chance(0.18);
        var entry = new PremisesEntry($"s{number:D6}", name, area, kind)
        {
            Address = $"{random.Of(CityWords.Streets)} {1 + random.Below(400)} 号",
            Scope = kind is PremisesKind.Catering ? "热食类食品制售，冷食类食品制售" : kind is PremisesKind.SmallEatery ? "热食类食品制售" : "预包装食品销售",
            Licence = $"JY2990{number:D6}{random.Below(10_000):D4}",
            PersonInCharge = Name(),
            Contact = Phone(),
            // A bay that is open sea on a map.
            Latitude = Math.Round(24.40 + (random.Unit() * 0.4), 5),
            Longitude = Math.Round(119.60 + (random.Unit() * 0.5), 5),
            NoDineIn = noDineIn,
            // Who cooks for takeaway only lives of platforms; a third of all restaurants and eateries are on one or two.
            OnPlatforms = noDineIn || (kind is PremisesKind.Catering or PremisesKind.SmallEatery && random.Chance(0.26)) ? Platforms() : "",
            Hot = kind is PremisesKind.Catering or PremisesKind.SmallEatery && random.Chance(0.03),
            SchoolCanteen = kind is PremisesKind.Canteen && name.EndsWith("小学食堂", StringComparison.Ordinal),
            Status = random.Chance(0.03) ? PremisesStatus.Stopped : PremisesStatus.Open,
            Refreshed = new Month(Month.Of(plan.Until).Index - random.Of<int>([(0, 70), (1, 20), (2, 6), (7, 4)])),
        };
        Premises.Add(entry);
        LookAfter(entry);
        if (kind is PremisesKind.Catering or PremisesKind.SmallEatery or PremisesKind.Canteen or PremisesKind.CentralKitchen or PremisesKind.GroupMealDelivery && random.Chance(plan.KitchenShare))
            Connect(entry, number);
    }

    // Two supervisors and three coordinators each; a few are short of one.
    private void LookAfter(PremisesEntry entry)
    {
        var town = peopleOf[entry.Area.At(AreaLevel.Town)!.Path];
        var grid = peopleOf[entry.Area.Parent!.Path];
        PersonRow[] all = [town[entry.Id[^1] % 2], town[2 + (entry.Id[^1] % 2)], .. grid, .. peopleOf[entry.Area.Path]];
        foreach (var person in all.Skip(random.Chance(0.04) ? 1 : 0))
            Assignments.Add(new() { PremisesId = entry.Id, PersonId = person.Id, IsCoordinator = person.Role.IsGrid(), Since = plan.Since });
    }

    private void Connect(PremisesEntry entry, int number)
    {
        var online = entry.Status == PremisesStatus.Open && random.Chance(0.93);
        // Nobody knows a token of this hash: a box that is to connect gets one by `device add --renew`.
        var device = new DeviceRow
        {
            Id = $"box-{number:D6}", PremisesId = entry.Id, AddedAt = plan.Since, TokenSalt = random.Hex(16), TokenHash = random.Hex(32), Online = online, Software = "0.1.0",
            BornAt = plan.Since, StatusAt = plan.Until, LastSeenAt = plan.Until.AddMinutes(-random.Below(online ? 5 : 50_000)),
        };
        Devices.Add(device);
        for (var i = 0; i < 2 + random.Below(3); i++)
            Cameras.Add(new()
            {
                Device = device.Id, Camera = $"cam-{i + 1}", Name = CameraNames[i], State = online ? CameraState.Online : CameraState.Offline, Since = plan.Since, StatusAt = plan.Until, AnalysedFps = online ? 5 : 0,
            });
    }

    private string Platforms()
    {
        var first = random.Below(CityWords.Platforms.Length);
        var second = random.Chance(0.35) ? (first + 1) % CityWords.Platforms.Length : first;
        return PlatformIds.Parse($"{CityWords.Platforms[first].Id} {CityWords.Platforms[second].Id}")!;
    }

    private string Name() => random.Of(CityWords.Surnames) + random.Of(CityWords.GivenNames);

    // An invented range.
    private string Phone() => $"1990000{random.Below(10_000):D4}";

    // string.GetHashCode differs from run to run.
    private static int StableHash(string text) => (int)(text.Aggregate(17u, (sum, c) => (sum * 31) + c) & 0x7FFFFFFF);
}
