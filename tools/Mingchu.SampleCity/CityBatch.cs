using Mingchu.Collector.Cases;
using Mingchu.Collector.Ingest;
using Mingchu.Collector.Push;

namespace Mingchu.SampleCity;

/// <summary>Whole cases with everything that belongs to them, to be written in one transaction.</summary>
internal sealed record CityBatch(
    IReadOnlyList<CaseSummary> Cases,
    IReadOnlyList<CaseEventRow> Events,
    IReadOnlyList<LeadRow> Leads,
    IReadOnlyList<SeenMessage> Seen,
    IReadOnlyList<Delivery> Deliveries);
