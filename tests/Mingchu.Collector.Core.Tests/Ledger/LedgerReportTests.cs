using Mingchu.Collector.Core.Areas;
using Mingchu.Collector.Core.Cases;
using Mingchu.Collector.Core.Ledger;

namespace Mingchu.Collector.Core.Tests.Ledger;

[Trait("row", "B12")]
public sealed class LedgerReportTests
{
    private static readonly string[] Areas = ["putian/xianyou/licheng", "putian/xianyou", "putian/hanjiang/jiangkou/a"];
    private static readonly Gen<LedgerCount> Counts = Gen.Select(Gen.Int[0, 2], Gen.Enum<LeadSource>(), Gen.Bool, Gen.Enum<Stage>(), Gen.Int[1, 50])
        .Select(c => new LedgerCount(Areas[c.Item1], c.Item2, c.Item3 ? "rodent" : "no-cap", c.Item4, c.Item5));

    [Fact]
    public void Every_table_of_a_report_sums_up_to_all_leads() => Counts.Array[0, 20].Sample(counts =>
    {
        var report = LedgerReport.Of(counts, Area.Of("putian"));
        return ((IReadOnlyList<LedgerFigure>[])[report.ByArea, report.BySource, report.ByHazard, report.ByResult])
            .All(table => table.Sum(f => f.Leads) == report.Leads && table.Sum(f => f.Settled) == report.Settled);
    });

    [Fact]
    public void Areas_are_those_right_below_the_readers()
    {
        LedgerCount[] counts = [new("putian/xianyou/licheng", LeadSource.Alert, "no-cap", Stage.Closed, 2), new("putian/xianyou", LeadSource.Complaint, "rodent", Stage.Open, 1)];
        Assert.Equal([new("putian", 3, 2)], LedgerReport.Of(counts, null).ByArea);
        Assert.Equal([new("putian/xianyou", 3, 2)], LedgerReport.Of(counts, Area.Of("putian")).ByArea);
        Assert.Equal([new("putian/xianyou", 1, 0), new("putian/xianyou/licheng", 2, 2)], LedgerReport.Of(counts, Area.Of("putian/xianyou")).ByArea);
    }
}
