using Microsoft.AspNetCore.Components;
using Mingchu.Collector.RemoteConfig;
using static Mingchu.Collector.Resources.Texts;

namespace Mingchu.Collector.Pages;

/// <summary>What a device is to go by and what it made of it; administrators change it.</summary>
public sealed partial class ConfigPage : ComponentBase
{
    private readonly CancellationTokenSource stop = new();
    private ConfigView? view;
    private long seen;
    private string text = "";
    private string why = "";
    private string? message;
    private bool refused;
    private bool busy;
    private bool admin;
    private Task? loop;

    /// <summary>Device id.</summary>
    [Parameter]
    public string Device { get; set; } = "";

    /// <inheritdoc/>
    protected override async Task OnInitializedAsync()
    {
        var viewer = await Viewers.Current(stop.Token);
        admin = viewer.Actor?.Role == Core.Cases.Role.Admin;
        view = await Desk.Find(viewer.Scope, Device, stop.Token);
        Edit();
    }

    /// <inheritdoc/>
    protected override void OnAfterRender(bool firstRender)
    {
        if (firstRender)
            loop = Poll();
    }

    private void Edit()
    {
        // The first change starts from what the device goes by already.
        (seen, text) = (view?.Revision ?? 0, view?.Desired?.Text ?? view?.Reported?.Effective ?? "");
    }

    private async Task Save()
    {
        if (busy)
            return;
        busy = true;
        try
        {
            var viewer = await Viewers.Current(stop.Token);
            var change = viewer.Actor is { Role: Core.Cases.Role.Admin } actor ? await Desk.Put(Device, seen, text, why, actor, stop.Token) : null;
            (message, refused) = change is null ? (Text("config.admins"), true)
                : change.Refusal is { } refusal ? (ConfigEndpoints.Words(refusal), true)
                : (Text("config.saved", change.Revision), false);
            view = await Desk.Find(viewer.Scope, Device, stop.Token);
            if (!refused)
            {
                why = "";
                Edit();
            }
        }
        catch (Exception e) when (e is not (OperationCanceledException or ObjectDisposedException))
        {
            Log.LogError(e, "The configuration of {Device} could not be changed", Device);
            (message, refused) = (Text("case.failed"), true);
        }
        finally
        {
            busy = false;
        }
    }

    private async Task Poll()
    {
        using var timer = new PeriodicTimer(TimeSpan.FromSeconds(2));
        try
        {
            while (await timer.WaitForNextTickAsync(stop.Token))
                await InvokeAsync(async () =>
                {
                    view = await Desk.Find((await Viewers.Current(stop.Token)).Scope, Device, stop.Token);
                    StateHasChanged();
                });
        }
        catch (Exception e) when (e is OperationCanceledException or ObjectDisposedException)
        {
            // The page was left, or the collector stops.
        }
        catch (Exception e)
        {
            Log.LogWarning(e, "The configuration of {Device} could not be read", Device);
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
