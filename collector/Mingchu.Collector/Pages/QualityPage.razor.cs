using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.WebUtilities;
using Mingchu.Collector.Core.Quality;
using Mingchu.Collector.Quality;
using Mingchu.Contracts.Hazards;

namespace Mingchu.Collector.Pages;

/// <summary>How often recognition was right, by camera and hazard, and what could be set differently. Plain: read once, no live updates.</summary>
public sealed partial class QualityPage : ComponentBase
{
    // As many as a person reads; a city has more lines than a browser shows.
    private const int Shown = 200;
    private static readonly string[] Breakdowns = ["camera", "device", "hazard", "model"];
    private static readonly int[] Windows = [7, 30, 90, 365];

    private QualityView view = new(default, default, false, []);
    private QualityBy by;
    private int days;

    [SupplyParameterFromQuery(Name = "by")]
    private string? ByWord { get; set; }

    [SupplyParameterFromQuery(Name = "days")]
    private int? DaysNumber { get; set; }

    [SupplyParameterFromQuery(Name = "hazard")]
    private string? HazardCode { get; set; }

    [SupplyParameterFromQuery(Name = "area")]
    private string? AreaPath { get; set; }

    /// <inheritdoc/>
    protected override async Task OnParametersSetAsync()
    {
        // An address that says nonsense shows the usual table; the API is where it is told.
        by = QualityEndpoints.By(ByWord) ?? QualityBy.Camera;
        days = DaysNumber is { } asked and >= 1 and <= QualityReader.MaxDays ? asked : QualityReader.DefaultDays;
        var hazard = HazardCode is { } code && HazardList.Current.Find(code) is not null ? code : null;
        view = await Reader.Read((await Viewers.Current(CancellationToken.None)).Scope, QualityEndpoints.Filter(hazard, null, AreaPath), days, by, CancellationToken.None);
    }

    private static string Cases(QualityItem item) => QueryHelpers.AddQueryString("/cases", new Dictionary<string, string?>
    {
        ["hazard"] = item.Hazard,
        ["premises"] = item.PremisesId,
        ["camera"] = item.Camera is null ? null : $"{item.Device}/{item.Camera}",
    });
}
