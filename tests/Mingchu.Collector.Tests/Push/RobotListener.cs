using System.Collections.Concurrent;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace Mingchu.Collector.Tests.Push;

/// <summary>A Kestrel server that answers as robots do, always with HTTP 200 and a code in the body, and can misbehave.</summary>
internal sealed class RobotListener : IAsyncDisposable
{
    private readonly WebApplication app;

    private RobotListener(WebApplication app) => this.app = app;

    public Uri Url => new(app.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.First() + "/send?access_token=key-in-address");

    /// <summary>Body of the answer; null: none ever, empty: the connection is cut.</summary>
    public string? Answer { get; set; } = "";

    /// <summary>Value of the header <c>Authorization</c> of what came last.</summary>
    public string? Authorization { get; private set; }

    /// <summary>Query and body of what came.</summary>
    public ConcurrentQueue<(IQueryCollection Query, string Body)> Received { get; } = new();

    public static async Task<RobotListener> Start()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        var app = builder.Build();
        var listener = new RobotListener(app);
        app.MapPost("/send", listener.Take);
        await app.StartAsync();
        return listener;
    }

    private async Task Take(HttpContext context)
    {
        if (Answer is "")
        {
            context.Abort();
            return;
        }
        if (Answer is null)
        {
            await Task.Delay(Timeout.Infinite, context.RequestAborted).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            return;
        }
        Authorization = context.Request.Headers.Authorization;
        using var reader = new StreamReader(context.Request.Body);
        Received.Enqueue((context.Request.Query, await reader.ReadToEndAsync(context.RequestAborted)));
        await context.Response.WriteAsync(Answer, context.RequestAborted);
    }

    public async ValueTask DisposeAsync() => await app.DisposeAsync();
}
