using Mingchu.Collector.Core.Areas;
using Mingchu.Collector.Core.Cases;
using Mingchu.Collector.Core.Premises;

namespace Mingchu.Collector.Core.Tests.Premises;

public sealed class PremisesTableTests
{
    private static readonly Gen<string> Text = Gen.Char["=+-@'\",a鲜 9"].Array[0, 12].Select(c => new string(c).Trim());

    private static readonly Gen<PremisesEntry> Entries = Gen.Select(Text, Text, Text, Gen.Int[0, 9], Gen.Bool, Gen.Int[24000, 24400]).Select((name, address, contact, kind, hot, month) =>
        new PremisesEntry("p-1", name.Length == 0 ? "x" : name, Area.Of("putian/xianyou"), (PremisesKind)kind)
        {
            Address = address, Contact = contact, Hot = hot, Latitude = hot ? 25.4 : null, Longitude = hot ? 118.7 : null, Refreshed = new(month),
            OnPlatforms = hot ? "eleme meituan" : "", Status = hot ? PremisesStatus.Open : PremisesStatus.Stopped,
        });

    [Fact]
    [Trait("row", "C6")]
    public void What_was_exported_is_what_is_imported_and_no_cell_is_a_formula() => Entries.Sample(entry =>
    {
        var rows = new[] { PremisesTable.Header, PremisesTable.Row(entry) }.Select(r => Csv.Parse(Csv.Line(r))).ToList();
        var plan = PremisesTable.Plan(rows, new Dictionary<string, PremisesEntry>(), _ => null);
        return plan.Errors.Count == 0 && plan.Added.Single() == entry && rows[1].All(c => c.Length == 0 || !"=+-@".Contains(c[0]));
    });

    [Fact]
    [Trait("row", "C6")]
    public void Every_error_is_told_by_row_and_column_and_nothing_is_done()
    {
        string[][] rows =
        [
            ["编号", "名称", "区划", "类别", "latitude"],
            ["good-1", "好店", "putian", "catering", ""],
            ["Bad Id", "", "Putian", "bar", "91"],
            ["good-1", "好店", "putian", "stall", ""],
        ];
        var plan = PremisesTable.Plan(rows, new Dictionary<string, PremisesEntry>(), _ => null);
        Assert.Empty(plan.Added);
        Assert.Equal(["3 id field.id", "3 name field.missing", "3 area field.area", "3 kind field.kind", "3 latitude field.degrees", "4 id import.twice"],
            plan.Errors.Select(e => $"{e.Row} {e.Field} {e.Why.Code}"));
    }

    [Theory]
    [Trait("row", "C3")]
    [InlineData(PremisesStatus.Open, "2026-10", 2, 3, 0, 0, false)]
    [InlineData(PremisesStatus.Open, "2026-09", 1, 0, 1, 3, true)]
    [InlineData(PremisesStatus.Open, null, 3, 4, 0, 0, true)]
    [InlineData(PremisesStatus.Stopped, null, 0, 0, 0, 0, false)]
    public void Two_supervisors_three_coordinators_and_a_monthly_look_are_asked_for(
        PremisesStatus status, string? refreshed, int supervisors, int coordinators, int missingSupervisors, int missingCoordinators, bool stale)
    {
        Role[] assigned = [.. Enumerable.Repeat(Role.TownOffice, supervisors), .. Enumerable.Repeat(Role.Coordinator, coordinators)];
        Assert.Equal(new Gaps(missingSupervisors, missingCoordinators, stale),
            Gaps.Of(status, refreshed is null ? null : Month.Parse(refreshed), assigned, new(), Month.Parse("2026-11")!.Value));
    }
}
