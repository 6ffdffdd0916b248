using Microsoft.AspNetCore.Components;
using Mingchu.Collector.Accounts;
using Mingchu.Collector.Api;
using Mingchu.Collector.Cases;

namespace Mingchu.Collector.Pages;

/// <summary>The list of cases; it updates by itself.</summary>
public sealed partial class CasesPage(CaseReader reader, Viewers viewers, CaseChanges changes, ILogger<CasesPage> log) : ComponentBase, IAsyncDisposable
{
    private const int PageSize = 50;
    private const int MostShown = 1000;

    private readonly CancellationTokenSource stop = new();
    private readonly HashSet<Guid> fresh = [];
    private CaseFilter filter = new();
    private IReadOnlyList<CaseItem>? items;
    private string? next;
    private int count;
    private int wanted = PageSize;
    private bool failed;
    private bool live;
    private Task? loop;

    [SupplyParameterFromQuery(Name = "stage")]
    private string? StageWord { get; set; }

    [SupplyParameterFromQuery(Name = "grade")]
    private int? GradeNumber { get; set; }

    [SupplyParameterFromQuery(Name = "hazard")]
    private string? HazardCode { get; set; }

    [SupplyParameterFromQuery(Name = "premises")]
    private string? PremisesText { get; set; }

    [SupplyParameterFromQuery(Name = "camera")]
    private string? CameraPath { get; set; }

    [SupplyParameterFromQuery(Name = "area")]
    private string? AreaPath { get; set; }

    [SupplyParameterFromQuery(Name = "holder")]
    private string? HolderWord { get; set; }

    /// <inheritdoc/>
    protected override async Task OnParametersSetAsync()
    {
        var asked = CaseFilter.From(StageWord, HazardCode, GradeNumber, PremisesText, CameraPath, HolderWord, AreaPath) ?? new();
        if (items is not null && asked == filter)
            return;
        (filter, wanted, items) = (asked, PageSize, null);
        fresh.Clear();
        await Load();
    }

    /// <inheritdoc/>
    protected override void OnAfterRender(bool firstRender)
    {
        if (!firstRender)
            return;
        live = true;
        StateHasChanged();
        loop = new LiveUpdates(changes).Run(null, () => InvokeAsync(Refresh), stop.Token);
    }

    private async Task Refresh()
    {
        await Load();
        StateHasChanged();
    }

    private async Task More()
    {
        wanted = Math.Min(wanted + PageSize, MostShown);
        await Load();
    }

    private async Task Load()
    {
        try
        {
            var scope = (await viewers.Current(stop.Token)).Scope;
            var page = await reader.List(scope, filter, null, wanted, stop.Token);
            count = page.Next is null ? page.Items.Count : await reader.Count(scope, filter, stop.Token);
            if (items is { } shown && page.Items.Count > 0)
            {
                var known = shown.Select(i => i.Id).ToHashSet();
                fresh.UnionWith(page.Items.TakeWhile(i => !known.Contains(i.Id)).Select(i => i.Id));
            }
            (items, next, failed) = (page.Items, wanted < MostShown ? page.Next : null, false);
        }
        catch (OperationCanceledException) when (stop.IsCancellationRequested)
        {
            // The page was left.
        }
        catch (Exception e) when (e is not ObjectDisposedException)
        {
            // The list shows what it had and is read again at the next look.
            log.LogWarning(e, "The list of cases could not be read");
            failed = true;
        }
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        await stop.CancelAsync();
        if (loop is not null)
            await loop;
        stop.Dispose();
    }
}
