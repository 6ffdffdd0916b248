using Microsoft.AspNetCore.Components;
using Microsoft.JSInterop;
using Mingchu.Collector.Api;
using Mingchu.Collector.Core.Cases;
using Mingchu.Collector.Core.Viewing;
using Mingchu.Collector.Viewing;
using Mingchu.Contracts.Messages;
using static Mingchu.Collector.Resources.Texts;

namespace Mingchu.Collector.Pages;

/// <summary>The cameras of a box: a picture or a live view on demand, and who looked before. What runs ends when the page is left.</summary>
public sealed partial class ViewPage : ComponentBase
{
    private const int LogShown = 20;
    private static readonly TimeSpan Every = TimeSpan.FromMilliseconds(500);
    private readonly CancellationTokenSource stop = new();
    private Actor? actor;
    private DeviceView? box;
    private LookView? look;
    private IReadOnlyList<LookView> log = [];
    private IReadOnlyList<PatrolProgress> patrols = [];
    private ElementReference video;
    private IJSObjectReference? player;
    private Guid playing;
    private string? message;
    private bool busy;
    private Task? loop;

    /// <summary>Device id.</summary>
    [Parameter]
    public string Device { get; set; } = "";

    /// <inheritdoc/>
    protected override async Task OnInitializedAsync()
    {
        actor = await Reviewers.Find((await Authentication.GetAuthenticationStateAsync()).User, stop.Token);
        if (actor is null || !await Looks.MayLook(Device, actor, stop.Token))
            return;
        box = await Devices.Find(Core.Areas.Scope.Of(actor), Device, stop.Token);
        log = (await Looks.List(Device, actor, null, LogShown, stop.Token)).Items;
        patrols = await Looks.Patrols(actor, stop.Token);
    }

    /// <inheritdoc/>
    protected override async Task OnAfterRenderAsync(bool firstRender)
    {
        if (firstRender)
            loop = Poll();
        if (look is not { Playlist: { } playlist } || playing == look.Id)
            return;
        playing = look.Id;
        player ??= await Js.InvokeAsync<IJSObjectReference>("import", $"./{Assets["live.js"]}");
        await player.InvokeVoidAsync("play", stop.Token, video, playlist);
    }

    private async Task Ask(CameraView camera, LookKind kind)
    {
        if (busy)
            return;
        (busy, message) = (true, null);
        try
        {
            await Leave();
            actor = await Reviewers.Find((await Authentication.GetAuthenticationStateAsync()).User, stop.Token);
            var asked = actor is null ? null : await Desk.Ask(Device, camera.Id, kind, actor, stop.Token);
            (look, message) = (asked?.Look, asked is null ? Text("case.signed-out") : asked.Refusal is { } refusal ? LookEndpoints.Words(refusal) : null);
        }
        catch (Exception e) when (e is not (OperationCanceledException or ObjectDisposedException))
        {
            Log.LogError(e, "{Camera} of {Device} could not be asked for", camera.Id, Device);
            message = Text("case.failed");
        }
        finally
        {
            busy = false;
        }
    }

    private async Task Stop()
    {
        await Leave();
        if (look is { } over)
            look = await Looks.Find(over.Id, actor!, stop.Token);
    }

    private void Open(LookView past) => (look, message) = (past, null);

    private async Task Leave()
    {
        if (look is { Playlist: not null } running)
            await Views.End(running.Id, CommandReasons.Stopped, CancellationToken.None);
    }

    private async Task Poll()
    {
        using var timer = new PeriodicTimer(Every);
        try
        {
            while (await timer.WaitForNextTickAsync(stop.Token))
                await InvokeAsync(Refresh);
        }
        catch (Exception e) when (e is OperationCanceledException or ObjectDisposedException)
        {
            // The page was left, or the collector stops.
        }
    }

    private async Task Refresh()
    {
        // Nothing changes by itself but what was asked for here and is not over.
        if (busy || look is not { EndedAt: null } open)
            return;
        try
        {
            if (await Looks.Find(open.Id, actor!, stop.Token) is not { } now || look?.Id != open.Id || now == open)
                return;
            look = now;
            log = (await Looks.List(Device, actor!, null, LogShown, stop.Token)).Items;
            patrols = await Looks.Patrols(actor!, stop.Token);
            StateHasChanged();
        }
        catch (Exception e) when (e is not (OperationCanceledException or ObjectDisposedException))
        {
            Log.LogWarning(e, "The look at {Device} could not be read", Device);
        }
    }

    private string NameOf(string camera) => box?.Cameras.FirstOrDefault(c => c.Id == camera)?.Name ?? camera;

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        await stop.CancelAsync();
        if (loop is not null)
            await loop;
        try
        {
            await Leave();
            if (player is not null)
                await player.DisposeAsync();
        }
        catch (JSDisconnectedException)
        {
            // The browser is gone, and its player with it.
        }
        stop.Dispose();
    }
}
