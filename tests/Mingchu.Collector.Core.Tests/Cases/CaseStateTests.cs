using Mingchu.Collector.Core.Cases;

namespace Mingchu.Collector.Core.Tests.Cases;

public sealed class CaseStateTests
{
    [Fact]
    [Trait("row", "B2")]
    public void Leads_in_any_order_give_the_same_span_and_maxima() =>
        Gen.Select(Gen.Double[0, 100], Gen.Double[0, 100]).Array[1, 8].Sample(spans =>
        {
            var leads = spans.Select((s, i) => Some.Lead($"alert:box-1/{i}", s.Item1, s.Item2)).ToList();
            var (forth, back) = (Fold(leads), Fold(leads.AsEnumerable().Reverse()));
            Assert.Equal((forth.FirstAt, forth.LastAt, forth.Seconds, forth.Leads), (back.FirstAt, back.LastAt, back.Seconds, back.Leads));
            Assert.Equal(leads.Count, forth.Leads);
            Assert.Equal(leads.Min(l => l.StartedAt), forth.FirstAt);
        });

    [Fact]
    public void The_version_counts_events_and_the_decided_version_only_decisions()
    {
        var state = Some.Apply(null, [new CaseCommand.AddNote("a"), new CaseCommand.Confirm(), new CaseCommand.AddNote("b")]);
        Assert.Equal((4, 3), (state.Version, state.DecidedVersion));
    }

    [Fact]
    public void A_file_that_does_not_begin_with_opened_is_refused() =>
        Assert.Throws<ArgumentException>(() => CaseState.Evolve(null, new CaseEvent.Confirmed(null)));

    private static CaseState Fold(IEnumerable<Lead> leads) => leads.Aggregate((CaseState?)null, (state, lead) =>
        CaseState.Evolve(state, state is null ? new CaseEvent.Opened(lead, Some.Grade()) : new CaseEvent.LeadAdded(lead)))!;
}
