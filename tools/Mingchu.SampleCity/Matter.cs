using Mingchu.Collector.Core.Cases;
using Mingchu.Collector.Core.Premises;
using Mingchu.Collector.Devices;
using Mingchu.Collector.Licences;
using Mingchu.Contracts.Hazards;
using Mingchu.Contracts.Messages;

namespace Mingchu.SampleCity;

/// <summary>What a case is about.</summary>
/// <param name="Premises">Where.</param>
/// <param name="Hazard">What.</param>
/// <param name="First">The first lead.</param>
/// <param name="By">Who handed it in; the system for alerts.</param>
internal sealed record Matter(PremisesEntry Premises, Hazard Hazard, Lead First, Actor By)
{
    /// <summary>The box that saw it; null when people did.</summary>
    public DeviceRow? Device { get; init; }

    /// <summary>What the comparison of a shop with its licence found, when that is what it is about.</summary>
    public FindingRow? Finding { get; init; }

    /// <summary>Its alerts as they were raised, in order of time; the first is <see cref="First"/>.</summary>
    public IReadOnlyList<Alert> Alerts { get; init; } = [];
}
