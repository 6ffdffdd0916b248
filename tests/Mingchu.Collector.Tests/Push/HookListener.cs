using System.Collections.Concurrent;
using System.Net;
using System.Security.Cryptography;
using System.Text;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace Mingchu.Collector.Tests.Push;

/// <summary>How the listener treats a webhook.</summary>
internal enum HookManner
{
    Accept,
    Fail,
    TooMany,
    Gone,
    Redirect,
    Hang,
    Close,
}

/// <summary>A webhook that came.</summary>
internal sealed record Hook(string Id, string Body, bool Genuine);

/// <summary>A Kestrel server that checks signatures as a receiver must, and can misbehave.</summary>
internal sealed class HookListener : IAsyncDisposable
{
    private readonly WebApplication app;

    private HookListener(WebApplication app) => this.app = app;

    public byte[] Key { get; } = RandomNumberGenerator.GetBytes(32);

    public string Secret => "whsec_" + Convert.ToBase64String(Key);

    public Uri Url => new(app.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.First() + "/hook/path-with-secret");

    public HookManner Manner { get; set; }

    public ConcurrentQueue<Hook> Received { get; } = new();

    public int RedirectsFollowed { get; private set; }

    public static async Task<HookListener> Start()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        var app = builder.Build();
        var listener = new HookListener(app);
        app.MapPost("/hook/path-with-secret", listener.Take);
        app.MapPost("/elsewhere", () => { listener.RedirectsFollowed++; return Results.NoContent(); });
        await app.StartAsync();
        return listener;
    }

    private async Task Take(HttpContext context)
    {
        if (Manner is HookManner.Close)
        {
            context.Abort();
            return;
        }
        if (Manner is HookManner.Hang)
            await Task.Delay(Timeout.Infinite, context.RequestAborted).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        using var reader = new StreamReader(context.Request.Body);
        var body = await reader.ReadToEndAsync(context.RequestAborted);
        var headers = context.Request.Headers;
        var (id, time) = (headers["webhook-id"].ToString(), headers["webhook-timestamp"].ToString());
        var expected = "v1," + Convert.ToBase64String(HMACSHA256.HashData(Key, Encoding.UTF8.GetBytes($"{id}.{time}.{body}")));
        var fresh = Math.Abs(DateTimeOffset.UtcNow.ToUnixTimeSeconds() - long.Parse(time, System.Globalization.CultureInfo.InvariantCulture)) < 300;
        Received.Enqueue(new(id, body, fresh && headers["webhook-signature"] == expected));
        context.Response.Headers.Location = Manner is HookManner.Redirect ? "/elsewhere" : default;
        context.Response.Headers.RetryAfter = Manner is HookManner.TooMany ? "120" : default;
        context.Response.StatusCode = (int)(Manner switch
        {
            HookManner.Accept => HttpStatusCode.NoContent,
            HookManner.Fail => HttpStatusCode.InternalServerError,
            HookManner.TooMany => HttpStatusCode.TooManyRequests,
            HookManner.Gone => HttpStatusCode.Gone,
            HookManner.Redirect => HttpStatusCode.TemporaryRedirect,
            _ => HttpStatusCode.OK,
        });
    }

    public async ValueTask DisposeAsync() => await app.DisposeAsync();
}
