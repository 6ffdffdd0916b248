using System.Net;
using System.Net.Http.Headers;
using System.Net.ServerSentEvents;
using System.Text.Json;
using Mingchu.Collector.Core.Cases;
using Mingchu.Collector.Tests.Api;

namespace Mingchu.Collector.Tests.Feed;

/// <summary>The feed as another system of the city reads it.</summary>
[Trait("row", "H5")]
public sealed class FeedStreamTests
{
    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_stream_that_is_cut_goes_on_after_the_last_event_that_was_had()
    {
        await using var office = await Office.Open();
        using var client = office.App.Client(await office.App.AddToken("city-portal"));
        var id = await office.Register(Role.Supervisor, "complaint", "floor-wet");
        string last;
        using (var stream = await Open(client, null))
        {
            var opened = await Next(stream);
            Assert.Equal(("opened", id.ToString()), (opened.EventType, Id(opened)));
            last = opened.EventId!;
        }

        await office.Do(Role.Supervisor, id, "confirm");
        using var again = await Open(client, last);
        SseItem<JsonElement> next;
        do
            next = await Next(again);
        while (next.EventType == "push-recorded");
        Assert.Equal(("confirmed", id.ToString()), (next.EventType, Id(next)));
        await office.Do(Role.Supervisor, id, "note", new { text = "现场已看" });
        do
            next = await Next(again);
        while (next.EventType == "push-recorded");
        Assert.Equal("note-added", next.EventType);
    }

    [Fact]
    public async Task A_cursor_that_is_none_is_said_to_be_none()
    {
        await using var office = await Office.Open();
        using var client = office.App.Client(await office.App.AddToken("city-portal"));

        using var answer = await client.GetAsync("/api/v1/events?after=yesterday", Ct);

        Assert.Equal(HttpStatusCode.BadRequest, answer.StatusCode);
        Assert.Contains("bad-cursor", await answer.Content.ReadAsStringAsync(Ct), StringComparison.Ordinal);
    }

    private static string? Id(SseItem<JsonElement> item) => item.Data.GetProperty("caseId").GetString();

    private static async Task<EventStream> Open(HttpClient client, string? last)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, "/api/v1/events");
        request.Headers.Accept.Add(new MediaTypeWithQualityHeaderValue("text/event-stream"));
        if (last is not null)
            request.Headers.Add("Last-Event-ID", last);
        var response = await client.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, Ct);
        Assert.Equal("text/event-stream", response.Content.Headers.ContentType?.MediaType);
        return new(response, SseParser.Create(await response.Content.ReadAsStreamAsync(Ct), (_, data) => data.IsEmpty ? default : JsonDocument.Parse(data.ToArray()).RootElement).EnumerateAsync(Ct).GetAsyncEnumerator(Ct));
    }

    private static async Task<SseItem<JsonElement>> Next(EventStream stream)
    {
        do
            Assert.True(await stream.Items.MoveNextAsync().AsTask().WaitAsync(TimeSpan.FromMinutes(3), Ct), "the stream ended");
        while (stream.Items.Current.EventType == "alive");
        return stream.Items.Current;
    }

    private sealed record EventStream(HttpResponseMessage Response, IAsyncEnumerator<SseItem<JsonElement>> Items) : IDisposable
    {
        public void Dispose() => Response.Dispose();
    }
}
