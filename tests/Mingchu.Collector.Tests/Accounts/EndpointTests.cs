using System.Net;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Mingchu.Collector.Tests.Pages;

namespace Mingchu.Collector.Tests.Accounts;

public class EndpointTests
{
    /// <summary>Everything that is open on purpose: the login page, its language, its files, the health check, and the upload with its own device token.</summary>
    private static readonly string[] Open = ["/login", "/error", "/language/", "/healthz", "/evidence/v1/", "/models/v1/", "/app.", "/favicon.", "/_framework/", "/mingchu-collector.", "/hls/", "/live.", "/live/v1/"];

    [Fact]
    public async Task Every_endpoint_but_the_few_listed_ones_refuses_a_stranger()
    {
        await using var app = await ReviewApp.Start();
        using var client = app.Client();
        var endpoints = app.Services.GetServices<EndpointDataSource>().SelectMany(s => s.Endpoints).OfType<RouteEndpoint>().ToList();
        Assert.InRange(endpoints.Count, 20, 1000);

        var open = endpoints.Where(e => e.Metadata.GetMetadata<IAllowAnonymous>() is not null).Select(e => "/" + e.RoutePattern.RawText!.TrimStart('/')).ToList();
        Assert.All(open, path => Assert.Contains(Open, o => path.StartsWith(o, StringComparison.Ordinal)));

        foreach (var endpoint in endpoints.Where(e => e.Metadata.GetMetadata<IAllowAnonymous>() is null))
        {
            foreach (var method in endpoint.Metadata.GetMetadata<HttpMethodMetadata>()?.HttpMethods ?? ["GET"])
            {
                var path = string.Join('/', endpoint.RoutePattern.PathSegments.Select(s => s.Parts[0] switch
                {
                    Microsoft.AspNetCore.Routing.Patterns.RoutePatternLiteralPart literal => literal.Content,
                    _ when endpoint.RoutePattern.RawText!.Contains("sha256", StringComparison.Ordinal) => new string('0', 64),
                    _ => Guid.Empty.ToString(),
                }));
                using var request = new HttpRequestMessage(new(method), "/" + path);
                using var response = await client.SendAsync(request);
                Assert.True(response.StatusCode is HttpStatusCode.Unauthorized or HttpStatusCode.Found, $"{method} /{path}: {response.StatusCode}");
            }
        }
    }

    [Fact]
    public async Task A_person_is_led_to_the_login_page_and_a_program_is_told_401()
    {
        await using var app = await ReviewApp.Start();
        using var client = app.Client();
        using var page = new HttpRequestMessage(HttpMethod.Get, "/cases?stage=open");
        page.Headers.Accept.Add(new("text/html"));

        using var led = await client.SendAsync(page);
        using var told = await client.GetAsync("/api/v1/cases");
        using var wrong = await app.Client("mct_0000").GetAsync("/api/v1/cases");

        Assert.Equal("/login?back=%2Fcases%3Fstage%3Dopen", led.Headers.Location!.PathAndQuery);
        Assert.Equal(HttpStatusCode.Unauthorized, told.StatusCode);
        Assert.Equal("application/problem+json", told.Content.Headers.ContentType?.MediaType);
        Assert.Equal(HttpStatusCode.Unauthorized, wrong.StatusCode);
    }

    [Theory]
    [InlineData("/login")]
    [InlineData("/cases")]
    [InlineData("/api/v1/cases")]
    [InlineData("/app.css")]
    public async Task Every_answer_carries_the_security_headers(string path)
    {
        await using var app = await ReviewApp.Start();

        using var response = await app.Client().GetAsync(path);

        var policy = Assert.Single(response.Headers.GetValues("Content-Security-Policy"));
        Assert.Contains("frame-ancestors 'none'", policy, StringComparison.Ordinal);
        Assert.DoesNotContain("unsafe", policy, StringComparison.Ordinal);
        Assert.Equal("nosniff", Assert.Single(response.Headers.GetValues("X-Content-Type-Options")));
    }

    [Theory]
    [InlineData("https://evil.example/")]
    [InlineData("//evil.example")]
    [InlineData("/\\evil.example")]
    [InlineData("javascript:alert(1)")]
    public async Task Changing_the_language_never_leads_elsewhere(string back)
    {
        await using var app = await ReviewApp.Start();

        using var response = await app.Client().GetAsync("/language/en?back=" + Uri.EscapeDataString(back));

        Assert.Equal("/cases", response.Headers.Location?.OriginalString);
    }

    [Fact]
    public async Task After_too_many_tries_from_one_address_the_login_form_asks_to_wait()
    {
        await using var app = await ReviewApp.Start();
        using var client = app.Client();
        var answers = new List<HttpStatusCode>();

        for (var i = 0; i <= Collector.Accounts.AccountsSetup.LoginsPerMinute; i++)
            answers.Add((await client.PostAsync("/login", new FormUrlEncodedContent([]))).StatusCode);

        Assert.Equal(HttpStatusCode.TooManyRequests, answers[^1]);
        Assert.DoesNotContain(HttpStatusCode.TooManyRequests, answers[..^1]);
        Assert.Equal(HttpStatusCode.OK, (await client.GetAsync("/login")).StatusCode);
    }
}
