using System.Globalization;
using Mingchu.Collector.Core.Cases;
using Mingchu.Collector.Core.Grading;
using Mingchu.Collector.Core.Platforms;
using Mingchu.Collector.Core.Premises;
using Mingchu.Collector.Devices;
using Mingchu.Collector.Licences;
using Mingchu.Contracts.Hazards;
using Mingchu.Contracts.Messages;

namespace Mingchu.SampleCity;

/// <summary>Draws what is seen where, and by whom.</summary>
internal sealed class CityLeads(CityPlan plan, CityGround ground, CityShops shops, CityRandom random)
{
    private static readonly (string Group, double Weight)[] Groups = [("staff", 46), ("dirty", 33), ("pests", 9), ("camera", 8), ("safety", 4)];

    private static readonly (LeadSource Source, double Weight)[] Sources =
    [
        (LeadSource.GridPatrol, 30), (LeadSource.PublicReport, 16), (LeadSource.DepartmentPatrol, 14), (LeadSource.Complaint, 11), (LeadSource.VideoPatrol, 8), (LeadSource.SelfCheck, 7),
        (LeadSource.PlatformCheck, 5), (LeadSource.BadRating, 4), (LeadSource.WhistleBlower, 2), (LeadSource.OtherSystem, 2), (LeadSource.Sensor, 1),
    ];

    private readonly Dictionary<string, Hazard[]> seen = HazardList.Current.Hazards.Where(h => h.SeenBy is not ("none" or "person")).GroupBy(h => h.Group).ToDictionary(g => g.Key, g => g.ToArray());
    private readonly Dictionary<string, Hazard[]> told = HazardList.Current.Hazards.Where(h => h.Group is not "camera").GroupBy(h => h.Group).ToDictionary(g => g.Key, g => g.ToArray());
    private readonly string[] topics = [.. HazardList.Current.Hazards.Select(h => h.Group).Where(g => g != "camera").Distinct()];
    private readonly Dictionary<string, CameraRow[]> cameras = ground.Cameras.GroupBy(c => c.Device).ToDictionary(g => g.Key, g => g.ToArray());
    private readonly Dictionary<string, PremisesEntry> premises = ground.Premises.ToDictionary(p => p.Id);
    private readonly Dictionary<(string Premises, string Hazard), List<DateTimeOffset>> opened = [];
    private int count;

    /// <summary>A matter that comes up at this time.</summary>
    public Matter Begin(DateTimeOffset at)
    {
        count++;
        return ground.Devices.Count > 0 && random.Chance(plan.AlertShare) ? BySight(at) : ByPeople(at);
    }

    /// <summary>The grade that the policy gives it.</summary>
    public GradeResult Grade(GradingPolicy policy, Matter matter)
    {
        var key = (matter.Premises.Id, matter.Hazard.Code);
        if (!opened.TryGetValue(key, out var before))
            opened[key] = before = [];
        before.RemoveAll(b => b < matter.First.ReceivedAt.AddDays(-(policy.Repeats?.WindowDays ?? 0)));
        var grade = Grader.Grade(policy, new(matter.Hazard, matter.First.Confidence, matter.First.Seconds, before.Count));
        before.Add(matter.First.ReceivedAt);
        return grade;
    }

    private Matter BySight(DateTimeOffset at)
    {
        // Some kitchens are worse than others.
        var device = ground.Devices[(int)(Math.Pow(random.Unit(), 1.7) * ground.Devices.Count)];
        var (place, camera) = (premises[device.PremisesId], random.Of(cameras[device.Id]).Camera);
        var hazard = random.Of(seen[random.Of<string>(Groups)]);
        var first = Raised(device.Id, camera, hazard, at);
        var more = new List<Alert>();
        // Half as many minutes apart as the policy lets leads of one matter be.
        for (var (left, next) = (Burst(), at); left > 0; left--)
        {
            next += TimeSpan.FromMinutes(1 + (random.Unit() * 14));
            more.Add(Raised(device.Id, camera, hazard, next));
        }

        var lead = new Lead($"alert:{device.Id}/{first.AlertId}", LeadSource.Alert, place.Id, hazard.Code, $"{device.Id}/{camera}", first.Confidence, first.StartedAt, first.RaisedAt, null, at);
        return new(place, hazard, lead, Actor.System) { Device = device, Alerts = [first, .. more] };
    }

    // Further alerts of a case, geometric around the plan's mean.
    private int Burst()
    {
        var chance = 1 - (1 / plan.AlertsPerCase);
        var more = 0;
        while (more < 60 && random.Chance(chance))
            more++;
        return more;
    }

    private Alert Raised(string device, string camera, Hazard hazard, DateTimeOffset at)
    {
        var started = at.AddSeconds(-hazard.DwellSeconds).AddMilliseconds(-random.Below(400));
        var confidence = Math.Round(0.55 + (random.Unit() * 0.44), 3);
        return new(AlertIds.For(device, camera, hazard.Code, null, started), AlertPhase.Raised, 0, hazard.Code, HazardList.Current.Version, camera, Verdict.Violation, confidence, started, at,
            [new(Part(), Part(), 0.08, 0.12, hazard.Code, confidence)], [new("kitchen", "1.0.0", new string('0', 64))]);
    }

    private double Part() => Math.Round(random.Unit() * 0.85, 4);

    private Matter ByPeople(DateTimeOffset at)
    {
        var source = random.Of<LeadSource>(Sources);
        if (source is LeadSource.PlatformCheck)
        {
            if (shops.Check(at) is { } found)
                return ByComparison(found, at);
            source = LeadSource.GridPatrol;
        }

        var place = random.Of(ground.Premises);
        var hazard = random.Of(told[random.Of(topics)]);
        var text = random.Of(CityWords.Seen.GetValueOrDefault(hazard.Group) ?? CityWords.Seen[""]);
        var who = source switch
        {
            LeadSource.GridPatrol => ground.Somebody(Role.Coordinator, place.Area.Path),
            LeadSource.DepartmentPatrol or LeadSource.VideoPatrol => ground.Somebody(Role.TownOffice, place.Area.Path),
            LeadSource.SelfCheck => new("m-" + place.Id, place.PersonInCharge, Role.Merchant),
            LeadSource.BadRating when place.OnPlatforms.Length > 0 => CityGround.Of(PlatformIds.Of(place.OnPlatforms)[0]),
            _ => new Actor("hotline", "投诉举报中心", Role.Supervisor),
        };
        var seenAt = at - random.Around(TimeSpan.FromMinutes(20));
        var reference = source is LeadSource.OtherSystem or LeadSource.Complaint ? string.Create(CultureInfo.InvariantCulture, $"12345-{count:D7}") : null;
        var id = string.Create(CultureInfo.InvariantCulture, $"{source.Word()}:{reference ?? count.ToString("D32", CultureInfo.InvariantCulture)}");
        var lead = new Lead(id, source, place.Id, hazard.Code, who.Name, 1, seenAt, seenAt, seenAt, at) { Text = text, CollectedBy = who.Role, Reference = reference };
        return new(place, hazard, lead, who);
    }

    // As the collector files what it finds itself.
    private Matter ByComparison((FindingRow Finding, string Text) found, DateTimeOffset at)
    {
        var (place, reference) = (premises[found.Finding.PremisesId], $"{found.Finding.Id:N}");
        var hazard = HazardList.Current.Find(shops.Policy.Hazards[found.Finding.Code])!;
        var lead = new Lead($"{LeadSource.PlatformCheck.Word()}:{reference}", LeadSource.PlatformCheck, place.Id, hazard.Code, Actor.System.Name, 1, at, at, at, at)
        {
            Text = found.Text, Reference = reference,
        };
        return new(place, hazard, lead, Actor.System) { Finding = found.Finding };
    }
}
