using System.Security.Cryptography;
using System.Text;

namespace Mingchu.Rig;

/// <summary>A folder of one run, readable by its owner only, removed at the end.</summary>
public sealed class RunFolder : IAsyncDisposable
{
    private const UnixFileMode OwnerOnly = UnixFileMode.UserRead | UnixFileMode.UserWrite;

    /// <summary>Makes it under the system's temporary folder.</summary>
    public RunFolder()
    {
        // Directory.CreateTempSubdirectory gives 0700.
        Path = Directory.CreateTempSubdirectory("mingchu-").FullName;
    }

    /// <summary>Makes one in another, which removes it.</summary>
    public RunFolder(RunFolder parent, string name) => Path = parent.Folder(name);

    /// <summary>Absolute path.</summary>
    public string Path { get; }

    /// <summary>A path in it.</summary>
    public string At(params string[] parts) => System.IO.Path.Combine([Path, .. parts]);

    /// <summary>Writes a text that may hold secrets, mode 0600; returns its path.</summary>
    public string Write(string name, string text)
    {
        var path = At(name);
        using var stream = new FileStream(path, new FileStreamOptions
        {
            Mode = FileMode.Create, Access = FileAccess.Write, UnixCreateMode = OwnerOnly,
        });
        stream.Write(Encoding.UTF8.GetBytes(text));
        return path;
    }

    /// <summary>A new folder in it; returns its path.</summary>
    public string Folder(string name) => Directory.CreateDirectory(At(name)).FullName;

    /// <summary>A random secret of 24 bytes in URL-safe characters.</summary>
    public static string Secret() => Convert.ToBase64String(RandomNumberGenerator.GetBytes(24)).Replace('+', '-').Replace('/', '_');

    /// <inheritdoc/>
    public ValueTask DisposeAsync()
    {
        try
        {
            Directory.Delete(Path, recursive: true);
        }
        catch (IOException)
        {
            // A process being killed may still write; what is left lies in the temporary folder and is nobody's data.
        }
        return ValueTask.CompletedTask;
    }
}
