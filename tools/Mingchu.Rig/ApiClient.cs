using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text.Json;

namespace Mingchu.Rig;

/// <summary>A program that uses the collector's HTTP API.</summary>
public sealed class ApiClient : IDisposable
{
    private readonly HttpClient http;

    /// <summary>Uses the collector at this address with an API token.</summary>
    public ApiClient(Uri address, string token)
    {
        http = new HttpClient { BaseAddress = address };
        http.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", token);
    }

    /// <summary>All cases, newest first.</summary>
    public async Task<IReadOnlyList<CaseItem>> Cases(CancellationToken ct)
    {
        List<CaseItem> all = [];
        string? cursor = null;
        do
        {
            var page = await http.GetFromJsonAsync<CasePage>($"api/v1/cases?limit=100{(cursor is null ? "" : $"&cursor={Uri.EscapeDataString(cursor)}")}", ct);
            all.AddRange(page!.Items);
            cursor = page.Next;
        } while (cursor is not null);
        return all;
    }

    /// <summary>One case with everything in it.</summary>
    public async Task<CaseDetail> Case(Guid id, CancellationToken ct) => (await http.GetFromJsonAsync<CaseDetail>($"api/v1/cases/{id:D}", ct))!;

    /// <summary>The leads of all cases that are alerts; the collector files others itself, of its round through the kitchens for instance.</summary>
    public async Task<IReadOnlyList<CaseLead>> Leads(CancellationToken ct)
    {
        List<CaseLead> leads = [];
        foreach (var item in await Cases(ct))
            leads.AddRange((await Case(item.Id, ct)).Leads.Where(l => l.AlertId.Length > 0));
        return leads;
    }

    /// <summary>Boxes and cameras, at most 200 boxes.</summary>
    public async Task<IReadOnlyList<DeviceItem>> Devices(CancellationToken ct) =>
        (await http.GetFromJsonAsync<DevicePage>("api/v1/devices?limit=200", ct))!.Items;

    /// <summary>A file of evidence.</summary>
    public Task<byte[]> Bytes(string url, CancellationToken ct) => http.GetByteArrayAsync(new Uri(url, UriKind.RelativeOrAbsolute), ct);

    /// <summary>Any other address as JSON.</summary>
    public Task<JsonElement> Json(string path, CancellationToken ct) => http.GetFromJsonAsync<JsonElement>(path, ct);

    /// <summary>Reads any other address to its last byte; the status it was answered with.</summary>
    public async Task<System.Net.HttpStatusCode> Status(string path, CancellationToken ct)
    {
        using var response = await http.GetAsync(new Uri(path, UriKind.Relative), ct);
        return response.StatusCode;
    }

    /// <summary>Does a step on a case, as <c>confirm</c>.</summary>
    public Task<HttpResponseMessage> Step(Guid id, string step, object body, CancellationToken ct) =>
        http.PostAsJsonAsync($"api/v1/cases/{id:D}/{step}", body, ct);

    /// <inheritdoc/>
    public void Dispose() => http.Dispose();
}
