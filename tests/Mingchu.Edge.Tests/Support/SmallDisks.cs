using Mingchu.Rig;

namespace Mingchu.Edge.Tests.Support;

/// <summary>Small disks that are really full or really read-only, mounted in a folder; a test is skipped where none can be.</summary>
public sealed class SmallDisks(RunFolder folder) : IAsyncDisposable
{
    private const int MiB = 1024 * 1024;
    private readonly List<string> mounted = [];

    /// <summary>A disk in memory; returns where it is mounted.</summary>
    public Task<string> Mount(string name, string options, CancellationToken ct) => Mount("tmpfs", name, options, ct);

    /// <summary>A device or an image, or a disk in memory; returns where it is mounted.</summary>
    public async Task<string> Mount(string device, string name, string options, CancellationToken ct)
    {
        var at = folder.Folder(name);
        string[] type = device == "tmpfs" ? ["-t", "tmpfs"] : [];
        var made = await Run("mount", [.. type, "-o", options, device, at], ct);
        Assert.SkipUnless(made.ExitCode == 0, $"no disk can be mounted here: {made.Everything}");
        mounted.Add(at);
        return at;
    }

    /// <summary>An image of 24 MiB with an ext4 file system.</summary>
    public async Task<string> Formatted(string name, CancellationToken ct)
    {
        await using (var image = File.Create(folder.At(name)))
            image.SetLength(24 * MiB);
        var made = await Run("mkfs.ext4", ["-q", folder.At(name)], ct);
        Assert.SkipUnless(made.ExitCode == 0, $"no file system can be made here: {made.Everything}");
        return folder.At(name);
    }

    /// <summary>Mounts it anew by other options: <c>ro</c>, <c>rw</c>, or <c>abort</c>, as the kernel does after an error, also while files are open.</summary>
    public Task<Finished> Remount(string at, string how, CancellationToken ct) => Run("mount", ["-o", $"remount,{how}", at], ct);

    /// <summary>Fills it to the last byte.</summary>
    public static void Fill(string at)
    {
        using var junk = new FileStream(Path.Combine(at, "junk"), FileMode.Create, FileAccess.Write, FileShare.None, bufferSize: 1);
        var block = new byte[4096];
        try
        {
            while (true)
                junk.Write(block);
        }
        catch (IOException)
        {
            // That is full.
        }
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var at in mounted)
            await Run("umount", ["-l", at], CancellationToken.None);
    }

    private Task<Finished> Run(string program, string[] arguments, CancellationToken ct) => ChildProcess.Run(program, program, arguments, folder.At("mount.log"), ct);
}
