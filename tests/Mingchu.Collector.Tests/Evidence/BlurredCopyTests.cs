using System.Net;
using System.Security.Cryptography;
using System.Text.Json;
using Microsoft.AspNetCore.Routing;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Mingchu.Collector.Core.Cases;
using Mingchu.Collector.Tests.Api;
using Mingchu.Contracts.Messages;
using SkiaSharp;

namespace Mingchu.Collector.Tests.Evidence;

/// <summary>Real people of every kind, signed in, asking the real collector for a picture with two heads and a clip.</summary>
[Trait("row", "A4")]
public sealed class BlurredCopyTests : IAsyncLifetime
{
    private static readonly PictureArea[] Heads = [new(0.393, 0.19, 0.1, 0.2), new(0.655, 0.2, 0.095, 0.215)];
    private static readonly byte[] Clip = [0, 0, 0, 24, .. "ftypisom"u8, .. new byte[500]];
    private Office office = null!;
    private Guid id;
    private byte[] original = [];
    private string picture = "", clip = "";

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        office = await Office.Open();
        id = await office.App.OpenCase("canteen-1");
        await using var db = await office.App.Database();
        var rows = await db.Evidence.Where(e => e.CaseId == id).ToListAsync(Ct);
        foreach (var row in rows)
            row.Heads = JsonSerializer.Serialize(Heads);
        picture = rows.Single(r => r.Kind == EvidenceKind.Clean).Sha256;
        original = await File.ReadAllBytesAsync(FileOf(picture, "jpg"), Ct);
        clip = Hash(Clip);
        Directory.CreateDirectory(Path.GetDirectoryName(FileOf(clip, "mp4"))!);
        await File.WriteAllBytesAsync(FileOf(clip, "mp4"), Clip, Ct);
        db.Evidence.Add(new()
        {
            Device = rows[0].Device, AlertId = rows[0].AlertId, Kind = EvidenceKind.Clip, MediaType = "video/mp4", Sha256 = clip, Bytes = Clip.Length,
            CapturedAt = DateTimeOffset.UtcNow, StoredAt = DateTimeOffset.UtcNow, CaseId = id, ReceivedAt = DateTimeOffset.UtcNow,
        });
        await db.SaveChangesAsync(Ct);
    }

    public async ValueTask DisposeAsync() => await office.DisposeAsync();

    [Fact]
    public async Task Market_supervision_sees_the_original_and_the_clip()
    {
        foreach (var role in (Role[])[Role.Supervisor, Role.TownOffice, Role.CityBureau])
        {
            Assert.Equal(original, await Read(role, picture));
            Assert.Equal(Clip, await Read(role, clip));
        }
    }

    [Fact]
    public async Task Everybody_else_sees_a_copy_in_which_the_heads_are_gone_and_nothing_else_and_no_clip()
    {
        using var before = SKBitmap.Decode(original);
        foreach (var role in (Role[])[Role.Merchant, Role.Coordinator])
        {
            var copy = await Read(role, picture);
            using var after = SKBitmap.Decode(copy);
            Assert.Equal((before.Width, before.Height), (after.Width, after.Height));
            foreach (var head in Heads)
            {
                // The edges of the drawn face, hair and mask are what a face could be told by.
                Assert.True(Edges(before, head) > 40, $"the picture shows no face at {head}");
                Assert.True(Edges(after, head) < 8, $"{role} sees edges of {Edges(after, head):F0} at {head}");
            }

            // Encoding anew changes a little at sharp edges; that not a byte is touched before that, MosaicTests show.
            var (sum, count) = (0L, 0);
            for (var y = 0; y < before.Height; y += 3)
                for (var x = 0; x < before.Width; x += 3)
                    if (!Heads.Any(h => Near(h, x / (double)before.Width, y / (double)before.Height)))
                        (sum, count) = (sum + Difference(before.GetPixel(x, y), after.GetPixel(x, y)), count + 1);
            Assert.True(sum < 6.0 * count, $"{role} sees something else: {(double)sum / count:F1}");
            using var refused = await (await office.As(role)).GetAsync($"/api/v1/evidence/{clip}", Ct);
            Assert.Equal(HttpStatusCode.NotFound, refused.StatusCode);
            var seen = await office.Case(role, id);
            Assert.DoesNotContain("clip", seen.GetProperty("evidence").EnumerateArray().Select(e => e.GetProperty("kind").GetString()));
            Assert.True(seen.GetProperty("facesHidden").GetBoolean());
        }
    }

    [Fact]
    public async Task A_picture_of_which_nobody_says_where_heads_are_is_hidden_as_a_whole()
    {
        await using (var db = await office.App.Database())
            await db.Evidence.Where(e => e.CaseId == id).ExecuteUpdateAsync(s => s.SetProperty(e => e.Heads, (string?)null), Ct);
        using var after = SKBitmap.Decode(await Read(Role.Merchant, picture));
        Assert.True(Edges(after, new(0, 0, 1, 1)) < 8);
    }

    /// <summary>Whatever address there is, with every value a merchant could know.</summary>
    [Fact]
    public async Task No_endpoint_gives_a_merchant_or_a_platform_the_original_or_the_clip()
    {
        string[] secret = [picture, clip, .. await Hashes()];
        var endpoints = office.App.Services.GetServices<EndpointDataSource>().SelectMany(s => s.Endpoints).OfType<RouteEndpoint>()
            .Where(e => e.Metadata.GetMetadata<HttpMethodMetadata>()?.HttpMethods.Contains("GET") != false && e.RoutePattern.RawText is { } raw && !raw.TrimStart('/').StartsWith('_')).ToList();
        Assert.InRange(endpoints.Count, 30, 1000);
        foreach (var role in (Role[])[Role.Merchant, Role.Platform])
            foreach (var raw in endpoints.Select(e => "/" + e.RoutePattern.RawText!.TrimStart('/')).Distinct())
                foreach (var hash in raw.Contains("sha256", StringComparison.Ordinal) ? secret : [picture])
                {
                    var path = Parameter.Replace(raw, m => m.Value.StartsWith("{sha256", StringComparison.Ordinal) ? hash : m.Value.StartsWith("{id", StringComparison.Ordinal) ? id.ToString() : "canteen-1");
                    using var response = await (await office.As(role)).GetAsync(path, HttpCompletionOption.ResponseHeadersRead, Ct);
                    if (response.Content.Headers.ContentType?.MediaType?.StartsWith("text/event-stream", StringComparison.Ordinal) == true)
                        continue;
                    var body = await response.Content.ReadAsByteArrayAsync(Ct);
                    Assert.DoesNotContain(Hash(body), secret);
                }
    }

    [Fact]
    public async Task What_somebody_added_is_shown_to_them_as_it_is()
    {
        using var added = await (await office.As(Role.Merchant)).PostAsync($"/api/v1/cases/{id}/pictures", new ByteArrayContent(Small()) { Headers = { ContentType = new("image/jpeg") } }, Ct);
        Assert.True(added.IsSuccessStatusCode, await added.Content.ReadAsStringAsync(Ct));
        Assert.Equal(Small(), await Read(Role.Merchant, Hash(Small())));
        Assert.Equal(Small(), await Read(Role.Coordinator, Hash(Small())));
    }

    private static System.Text.RegularExpressions.Regex Parameter { get; } = new(@"\{[^{}]*(\{\{[^{}]*\}\}[^{}]*)*\}", System.Text.RegularExpressions.RegexOptions.CultureInvariant);

    private string FileOf(string hash, string ending) => Path.Combine(office.App.Folder.Folder("evidence"), hash[..2], $"{hash}.{ending}");

    private async Task<byte[]> Read(Role role, string hash)
    {
        using var response = await (await office.As(role)).GetAsync($"/api/v1/evidence/{hash}", Ct);
        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        return await response.Content.ReadAsByteArrayAsync(Ct);
    }

    private async Task<List<string>> Hashes()
    {
        await using var db = await office.App.Database();
        return await db.Evidence.Select(e => e.Sha256).ToListAsync(Ct);
    }

    private static byte[] Small()
    {
        using var drawn = new SKBitmap(32, 32);
        drawn.Erase(SKColors.Olive);
        return drawn.Encode(SKEncodedImageFormat.Jpeg, 90).ToArray();
    }

    /// <summary>Strongest step between neighbours within an area.</summary>
    private static double Edges(SKBitmap image, PictureArea area)
    {
        var strongest = 0;
        for (var y = (int)(area.Y * image.Height); y < (int)((area.Y + area.Height) * image.Height); y++)
            for (var x = (int)(area.X * image.Width); x < (int)((area.X + area.Width) * image.Width) - 1; x++)
                strongest = Math.Max(strongest, Difference(image.GetPixel(x, y), image.GetPixel(x + 1, y)) / 3);
        return strongest;
    }

    private static int Difference(SKColor a, SKColor b) => Math.Abs(a.Red - b.Red) + Math.Abs(a.Green - b.Green) + Math.Abs(a.Blue - b.Blue);

    // With the margin and the blocks of JPEG.
    private static bool Near(PictureArea head, double x, double y) =>
        x > head.X - (head.Width * 0.6) && x < head.X + (head.Width * 1.6) && y > head.Y - (head.Height * 0.6) && y < head.Y + (head.Height * 2.35);

    private static string Hash(byte[] content) => Convert.ToHexStringLower(SHA256.HashData(content));
}
