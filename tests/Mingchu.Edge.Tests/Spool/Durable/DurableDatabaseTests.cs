using LiteDB;
using Mingchu.Edge.Spool.Durable;

namespace Mingchu.Edge.Tests.Spool.Durable;

[Trait("row", "A6")]
public sealed class DurableDatabaseTests
{
    /// <summary>Changes of any size, small journals that are folded in often, power cuts at any moment, also while what one cut left is taken up.</summary>
    [Theory]
    [MemberData(nameof(Seeds))]
    public void After_any_power_cut_every_answered_change_is_there_and_the_one_under_way_is_there_whole_or_not_at_all(int seed)
    {
        var random = new Random(seed);
        byte[] data = [], journal = [];
        Dictionary<int, byte[]> kept = [];
        var next = 0;
        for (var cut = 0; cut < 12; cut++)
        {
            var disk = new LossyDisk(random.Next(10, 200), atFlush: random.Next(2) == 0);
            var (dataFile, journalFile) = (disk.File(data), disk.File(journal));
            var underWay = kept;
            try
            {
                using var database = DurableDatabase.Open(dataFile, journalFile);
                database.Documents.CheckpointSize = 20;
                underWay = Check(database, kept);
                while (true)
                {
                    underWay = new(kept);
                    database.Commit(() => Change(database, random, underWay, ref next));
                    kept = underWay;
                }
            }
            catch (Exception e) when (disk.IsOff)
            {
                Assert.True(e is IOException or LiteException, e.ToString());
            }
            double share = random.GetItems([0, 0.1, 0.5, 0.9, 1], 1)[0];
            (data, journal) = (dataFile.Afterwards(random, share), journalFile.Afterwards(random, share));
            if (data.Length < PageStream.PageSize)
            {
                // Cut before its first page was there; nothing was answered.
                Assert.Empty(kept);
                (data, journal) = ([], []);
                continue;
            }
            var whole = new LossyDisk(int.MaxValue);
            var (wholeData, wholeJournal) = (whole.File(data), whole.File(journal));
            using (var database = DurableDatabase.Open(wholeData, wholeJournal, readOnly: true))
                kept = Same(database, underWay) ? underWay : Check(database, kept);
        }
        Assert.True(next > 0);
    }

    public static IEnumerable<TheoryDataRow<int>> Seeds => Enumerable.Range(1, 12).Select(seed => new TheoryDataRow<int>(seed));

    private static void Change(DurableDatabase database, Random random, Dictionary<int, byte[]> items, ref int next)
    {
        var rows = database.Documents.GetCollection(random.Next(2) == 0 ? "even" : "odd");
        for (var change = random.Next(1, 6); change > 0; change--)
        {
            if (items.Count > 10 || (items.Count > 0 && random.Next(3) == 0))
            {
                var gone = items.Keys.ElementAt(random.Next(items.Count));
                items.Remove(gone);
                _ = database.Documents.GetCollection("even").Delete(gone) || database.Documents.GetCollection("odd").Delete(gone);
            }
            else
            {
                var content = new byte[random.Next(10) == 0 ? random.Next(40_000) : random.Next(500)];
                random.NextBytes(content);
                items[++next] = content;
                rows.Insert(new BsonDocument { ["_id"] = next, ["content"] = content });
            }
        }
    }

    private static bool Same(DurableDatabase database, Dictionary<int, byte[]> items)
    {
        var found = Content(database);
        return found.Count == items.Count && items.All(i => found.TryGetValue(i.Key, out var content) && content.AsSpan().SequenceEqual(i.Value));
    }

    private static Dictionary<int, byte[]> Check(DurableDatabase database, Dictionary<int, byte[]> items)
    {
        Assert.Equal(items.OrderBy(i => i.Key), Content(database).OrderBy(i => i.Key));
        return items;
    }

    private static Dictionary<int, byte[]> Content(DurableDatabase database) =>
        new[] { "even", "odd" }.SelectMany(n => database.Documents.GetCollection(n).FindAll()).ToDictionary(d => d["_id"].AsInt32, d => d["content"].AsBinary);

    [Fact]
    public async Task A_commit_returns_no_sooner_than_the_disk_has_it()
    {
        var disk = new LossyDisk(int.MaxValue);
        using var slow = new SlowFile(disk.File([]));
        using var database = DurableDatabase.Open(disk.File([]), slow);
        database.Commit(() => database.Documents.GetCollection("items").Insert(new BsonDocument { ["_id"] = 1 }));

        slow.MayFlush.Reset();
        var commit = Task.Run(() => database.Commit(() => database.Documents.GetCollection("items").Insert(new BsonDocument { ["_id"] = 2 })), TestContext.Current.CancellationToken);
        try
        {
            Assert.True(slow.Flushing.Wait(TimeSpan.FromMinutes(1), TestContext.Current.CancellationToken));
            await Task.Delay(200, TestContext.Current.CancellationToken);
            Assert.False(commit.IsCompleted);
        }
        finally
        {
            // Else a failure would hang where the database is closed.
            slow.MayFlush.Set();
        }
        await commit;
    }

    [Fact]
    public void What_the_disk_refuses_is_said_by_the_commit_and_nothing_more_is_written_until_it_is_opened_anew()
    {
        var disk = new LossyDisk(int.MaxValue);
        var data = disk.File([]);
        var journal = new SlowFile(disk.File([]));
        using (var database = DurableDatabase.Open(data, journal))
        {
            Insert(database, 1);
            journal.Refusal = "No space left on device";
            Assert.Equal("No space left on device", Assert.Throws<IOException>(() => Insert(database, 2)).Message);
            journal.Refusal = null;
            Assert.Throws<IOException>(() => Insert(database, 3));
        }
        using (var database = DurableDatabase.Open(data, journal))
        {
            Insert(database, 4);
            Assert.Equal([1, 4], database.Documents.GetCollection("items").FindAll().Select(d => d["_id"].AsInt32));
        }

        static void Insert(DurableDatabase database, int id) => database.Commit(() => database.Documents.GetCollection("items").Insert(new BsonDocument { ["_id"] = id }));
    }

    /// <summary>What a worn flash card does: it takes its time, and then refuses.</summary>
    private sealed class SlowFile(IPageFile file) : IPageFile
    {
        public ManualResetEventSlim MayFlush { get; } = new(true);

        public ManualResetEventSlim Flushing { get; } = new();

        public string? Refusal { get; set; }

        public long Length => file.Length;

        public int Read(Span<byte> into, long at) => file.Read(into, at);

        public void Write(ReadOnlySpan<byte> bytes, long at)
        {
            if (Refusal is not null)
                throw new IOException(Refusal);
            file.Write(bytes, at);
        }

        public void SetLength(long length) => file.SetLength(length);

        public void Flush()
        {
            if (!MayFlush.IsSet)
                Flushing.Set();
            MayFlush.Wait();
            file.Flush();
        }

        public void Dispose()
        {
        }
    }
}
