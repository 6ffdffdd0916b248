using System.Security.Cryptography;
using Mingchu.Collector.Config;
using Mingchu.Collector.Evidence;
using Mingchu.Rig;

namespace Mingchu.Collector.Tests.Evidence;

public sealed class FolderStoreTests : EvidenceStoreContract
{
    protected override Task<IEvidenceStore> Make(EvidenceConfig config) => Task.FromResult<IEvidenceStore>(new FolderStore(config));
}

public sealed class BucketStoreTests(S3Server server) : EvidenceStoreContract
{
    protected override async Task<IEvidenceStore> Make(EvidenceConfig config) => new BucketStore(await server.Start(Ct), S3Server.Secret);

    [Theory]
    [InlineData("key", "refuses the access key or its secret; check Evidence:S3:AccessKey and SecretFile")]
    [InlineData("bucket", "bucket 'elsewhere'")]
    [InlineData("bucket", "is not there; create it")]
    [InlineData("endpoint", "can't be reached")]
    public async Task A_start_says_what_is_wrong_with_the_store_and_keeps_its_secret(string what, string said)
    {
        var right = await server.Start(Ct);
        using var store = new BucketStore(new()
        {
            Endpoint = what == "endpoint" ? $"http://127.0.0.1:{FreePort.Next()}" : right.Endpoint,
            Bucket = what == "bucket" ? "elsewhere" : right.Bucket,
            AccessKey = what == "key" ? "nobody" : right.AccessKey,
        }, "a-secret-of-the-store");
        var thrown = await Assert.ThrowsAsync<IOException>(() => new EvidenceFiles(store, Config).Try(Ct));
        Assert.Contains(said, thrown.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("a-secret-of-the-store", thrown.ToString(), StringComparison.Ordinal);
    }
}

/// <summary>What holds of every store of evidence.</summary>
public abstract class EvidenceStoreContract : IAsyncLifetime
{
    private readonly RunFolder folder = new();
    private readonly string prefix = Guid.NewGuid().ToString("N");
    private IEvidenceStore store = null!;

    protected static CancellationToken Ct => TestContext.Current.CancellationToken;

    protected EvidenceConfig Config { get; private set; } = null!;

    protected abstract Task<IEvidenceStore> Make(EvidenceConfig config);

    public async ValueTask InitializeAsync()
    {
        Config = new() { Folder = folder.Folder("evidence"), MaxBytes = 64 * 1024 * 1024 };
        store = await Make(Config);
    }

    public async ValueTask DisposeAsync()
    {
        GC.SuppressFinalize(this);
        (store as IDisposable)?.Dispose();
        await folder.DisposeAsync();
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(81921)]
    [InlineData(48 * 1024 * 1024)]
    public async Task A_file_is_read_as_it_was_put(int length)
    {
        var content = Bytes(length);
        await Put("ab/whole.jpg", content);
        await using var file = await Open("ab/whole.jpg");
        Assert.Equal(length, file!.Length);
        Assert.Equal(SHA256.HashData(content), await SHA256.HashDataAsync(file, Ct));
    }

    [Fact]
    public async Task What_was_never_put_is_not_there()
    {
        Assert.Null(await Open("ab/never.jpg"));
        await Put("ab/some.jpg", Bytes(10));
        Assert.Null(await Open("ab/some.jp"));
    }

    [Fact]
    public async Task Reading_begins_where_it_is_sought_and_may_go_back()
    {
        var content = Bytes(300_000);
        await Put("cd/clip.mp4", content);
        await using var file = (await Open("cd/clip.mp4"))!;
        foreach (var (at, count) in ((int, int)[])[(100_000, 50_000), (150_000, 10), (0, 1), (299_999, 1), (5, 200_000)])
        {
            file.Seek(at, SeekOrigin.Begin);
            var part = new byte[count];
            await file.ReadExactlyAsync(part, Ct);
            Assert.Equal(content[at..(at + count)], part);
            Assert.Equal(at + count, file.Position);
        }

        file.Seek(0, SeekOrigin.End);
        Assert.Equal(0, await file.ReadAsync(new byte[10], Ct));
    }

    [Fact]
    public async Task The_same_name_again_holds_the_new_file()
    {
        await Put("ef/again.jpg", Bytes(1000));
        var content = Bytes(70_000);
        await Put("ef/again.jpg", content);
        Assert.Equal(content, await Read("ef/again.jpg"));
    }

    [Fact]
    public async Task Many_put_and_read_at_the_same_time()
    {
        var same = Bytes(200_000);
        await Task.WhenAll(Enumerable.Range(0, 16).Select(async i =>
        {
            var own = Bytes(100_000 + i);
            await Put($"01/{i}.jpg", own);
            await Put("02/same.jpg", same);
            Assert.Equal(own, await Read($"01/{i}.jpg"));
        }));
        Assert.Equal(same, await Read("02/same.jpg"));
    }

    [Fact]
    public async Task A_file_is_kept_only_with_the_hash_and_type_it_should_have_and_a_change_shows()
    {
        var files = new EvidenceFiles(store, Config);
        await files.Try(Ct);
        byte[] picture = [0xFF, 0xD8, 0xFF, .. Bytes(5000)];
        var sha256 = Convert.ToHexStringLower(SHA256.HashData(picture));
        Assert.Equal("digest", (await files.Store(new MemoryStream(picture), new string('a', 64), MediaTypes.Jpeg, Ct)).Error);
        Assert.Equal("not-media", (await files.Store(new MemoryStream(picture), sha256, MediaTypes.Mp4, Ct)).Error);
        Assert.Equal("the file is gone", await files.Check(sha256, MediaTypes.Jpeg, Ct));
        Assert.Equal(new(picture.Length, null), await files.Store(new MemoryStream(picture), sha256, MediaTypes.Jpeg, Ct));
        Assert.Null(await files.Check(sha256, MediaTypes.Jpeg, Ct));
        Assert.Empty(Directory.GetFiles(Path.Combine(Config.Folder, "incoming")));

        var changed = folder.At("changed");
        await File.WriteAllBytesAsync(changed, [.. picture, 0], Ct);
        await store.Put($"{sha256[..2]}/{sha256}.jpg", changed, Ct);
        Assert.Equal("the file was changed", await files.Check(sha256, MediaTypes.Jpeg, Ct));
    }

    private async Task Put(string name, byte[] content)
    {
        var file = folder.At(Guid.NewGuid().ToString("N"));
        await File.WriteAllBytesAsync(file, content, Ct);
        await store.Put($"{prefix}/{name}", file, Ct);
    }

    private Task<Stream?> Open(string name) => store.Open($"{prefix}/{name}", Ct);

    private async Task<byte[]> Read(string name)
    {
        await using var file = await Open(name);
        using var whole = new MemoryStream();
        await file!.CopyToAsync(whole, Ct);
        return whole.ToArray();
    }

    private static byte[] Bytes(int length) => RandomNumberGenerator.GetBytes(length);
}
