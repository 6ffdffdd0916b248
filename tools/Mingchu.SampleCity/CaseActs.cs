using Mingchu.Collector.Cases;
using Mingchu.Collector.Core.Cases;
using Mingchu.Collector.Core.Platforms;
using static Mingchu.Collector.Core.Cases.CaseCommand;

namespace Mingchu.SampleCity;

/// <summary>What people do next with a case, by where it stands and whose hands it is in.</summary>
internal sealed class CaseActs(Matter matter, CityGround ground, CityRandom random)
{
    private readonly bool isFalse = matter.Device is not null && random.Chance(0.12);

    /// <summary>How long until somebody does something.</summary>
    public TimeSpan Pause(CaseSummary at) => random.Around(at.Stage switch
    {
        Stage.Answered => TimeSpan.FromHours(30),
        Stage.Tracking => TimeSpan.FromDays(15),
        Stage.Enforcement => TimeSpan.FromDays(40),
        _ => at.HolderRole switch
        {
            Role.Merchant => TimeSpan.FromHours(7),
            Role.Platform => TimeSpan.FromHours(20),
            Role.Coordinator or Role.GridHead or Role.VillageCentre => TimeSpan.FromHours(10),
            _ => TimeSpan.FromHours(36),
        },
    });

    /// <summary>What is done, in order; what the workflow refuses ends it.</summary>
    public IReadOnlyList<(CaseCommand Command, Actor By)> For(CaseSummary at, DateTimeOffset now)
    {
        if (isFalse && at.Stage is Stage.Open or Stage.Confirmed)
            return [(new MarkFalseAlarm(), Supervisor)];
        if (random.Chance(0.06))
            return [(new AddNote(random.Of(CityWords.Notes)), Supervisor)];
        if (at is { Stage: Stage.Open, Grade: 3 } && matter.Hazard.Code == "fire-smoke" && random.Chance(0.2))
            return [(new ReportMajor("烟雾明火，已到现场"), Of(Role.TownOffice))];
        return at.Stage switch
        {
            Stage.Answered => [Looked()],
            Stage.Tracking => random.Chance(0.6) ? [(new StopTracking("已落实长期措施"), Supervisor)] : [(new Track(now.AddDays(20), "仍在办理"), Supervisor)],
            Stage.Enforcement => [(new Close("已作出处罚决定"), Of(Role.TownOffice))],
            Stage.Open when random.Chance(0.25) => [(new Confirm(), Supervisor)],
            _ => InHands(at.HolderRole, now),
        };
    }

    private Actor Supervisor { get; } = ground.Somebody(Role.CountyBureau, matter.Premises.Area.Path) with { Role = Role.Supervisor };

    private (CaseCommand, Actor) Looked() => random.Chance(0.9) ? (new Verify(true, random.Of(CityWords.Looked)), Supervisor) : (new Verify(false, random.Of(CityWords.NotYet)), Supervisor);

    private IReadOnlyList<(CaseCommand, Actor)> InHands(Role? holder, DateTimeOffset now) => holder switch
    {
        Role.Merchant => [(new Rectify(random.Of(CityWords.PutRight)), new Actor("m-" + matter.Premises.Id, matter.Premises.PersonInCharge, Role.Merchant))],
        Role.Platform => [(new Answer("已通知商户整改并置休"), CityGround.Of(PlatformIds.Of(matter.Premises.OnPlatforms)[0]))],
        Role.Coordinator or Role.GridHead or Role.VillageCentre => Grid(Of(holder.Value)),
        { } office => Office(Of(office), now),
        _ => [(new Dispatch(Role.TownOffice), Supervisor)],
    };

    private IReadOnlyList<(CaseCommand, Actor)> Grid(Actor who) => random.Chance(0.15)
        ? [(new PassOn("商户拒不配合"), who)]
        : [(new Accept(), who), (new Answer(random.Of(CityWords.PutRight)), who)];

    private IReadOnlyList<(CaseCommand, Actor)> Office(Actor who, DateTimeOffset now) => random.Below(100) switch
    {
        < 6 => [(new PassOn("需上级协调"), who)],
        < 9 => [(new Accept(), who), (new ToEnforcement("违反食品安全法第三十三条"), who)],
        < 11 => [(new ToBrigade("涉嫌犯罪线索"), who)],
        < 15 => [(new Accept(), who), (new Track(now.AddDays(10 + random.Below(40)), "排水改造需时日"), who)],
        < 60 => [(new Accept(), who), (new Answer(random.Of(CityWords.PutRight)), who)],
        < 75 => [(new Accept(), who)],
        _ => [(new Accept(), who), (new Close(random.Of(CityWords.Looked)), who)],
    };

    private Actor Of(Role role) => ground.Somebody(role, matter.Premises.Area.Path);
}
