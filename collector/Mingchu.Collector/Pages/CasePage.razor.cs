using System.Globalization;
using Microsoft.AspNetCore.Components;
using Mingchu.Collector.Accounts;
using Mingchu.Collector.Api;
using Mingchu.Collector.Cases;
using Mingchu.Collector.Core.Cases;
using static Mingchu.Collector.Resources.Texts;

namespace Mingchu.Collector.Pages;

/// <summary>One case: evidence, facts, timeline, and what the supervisor can do with it.</summary>
public sealed partial class CasePage(
    CaseReader reader, CaseDesk desk, CaseChanges changes, Reviewers reviewers, Viewers viewers, ILogger<CasePage> log)
    : ComponentBase, IAsyncDisposable
{
    private readonly CancellationTokenSource stop = new();
    private CaseView? view;
    private Guid? nextOpen;
    private IReadOnlyList<Assignee> assignees = [];
    private StepsView steps = new([], [], []);
    private string? message;
    private bool refused;
    private bool busy;
    private Task? loop;

    /// <summary>The case.</summary>
    [Parameter]
    public Guid Id { get; set; }

    /// <inheritdoc/>
    protected override async Task OnParametersSetAsync()
    {
        if (view?.Id == Id)
            return;
        (message, refused) = (null, false);
        assignees = await reviewers.Assignees((await viewers.Current(stop.Token)).Scope, stop.Token);
        await Load();
    }

    /// <inheritdoc/>
    protected override void OnAfterRender(bool firstRender)
    {
        if (firstRender)
            loop = new LiveUpdates(changes).Run(c => c.CaseId == Id, () => InvokeAsync(Refresh), stop.Token);
    }

    private async Task Load()
    {
        var viewer = await viewers.Current(stop.Token);
        view = await reader.Find(viewer.Scope, Id, stop.Token);
        steps = (viewer.Actor is { } actor ? await reader.Steps(Id, actor, stop.Token) : null) ?? new([], [], []);
        nextOpen = await reader.NextOpen(viewer.Scope, Id, stop.Token);
    }

    private async Task Refresh()
    {
        try
        {
            await Load();
            StateHasChanged();
        }
        catch (Exception e) when (e is not (OperationCanceledException or ObjectDisposedException))
        {
            // The page shows what it had and is read again at the next look.
            log.LogWarning(e, "Case {Case} could not be read", Id);
        }
    }

    private async Task Do(CaseStep step)
    {
        // Keys and clicks may come faster than the answer; the second would act on a version nobody has looked at.
        if (busy || view is null)
            return;
        busy = true;
        try
        {
            if ((await viewers.Current(stop.Token)).Actor is not { } actor)
                (message, refused) = (Text("case.signed-out"), true);
            else if (await desk.Do(Id, step.Command with { ExpectedVersion = view.Version }, actor, stop.Token) is { } refusal)
                (message, refused) = (Text("case.refused", refusal.In(CultureInfo.CurrentUICulture)), true);
            else
                (message, refused) = (step.Done, false);
            await Load();
        }
        catch (Exception e) when (e is not (OperationCanceledException or ObjectDisposedException))
        {
            log.LogError(e, "Case {Case} could not be changed", Id);
            (message, refused) = (Text("case.failed"), true);
        }
        finally
        {
            busy = false;
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

/// <summary>What a supervisor wants to do, and what is said when it is done.</summary>
public sealed record CaseStep(CaseCommand Command, string Done);
