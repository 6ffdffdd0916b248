namespace Mingchu.Rig;

/// <summary>Where things lie in a checkout.</summary>
public static class Repository
{
    /// <summary>The folder that holds <c>Edge.sln</c>, found upwards from the running program.</summary>
    public static string Root { get; } = Find();

    /// <summary>Folder of pictures, weights and clips that may not be shipped, from <c>MINGCHU_DATA</c>; null when unset.</summary>
    public static string? Data => Environment.GetEnvironmentVariable("MINGCHU_DATA") is { Length: > 0 } data ? Path.GetFullPath(data) : null;

    /// <summary>A path in the checkout.</summary>
    public static string At(params string[] parts) => Path.Combine([Root, .. parts]);

    /// <summary>A built program of the checkout, in the configuration this program was built in.</summary>
    /// <exception cref="FileNotFoundException">It is not built.</exception>
    public static string Program(string project, string assembly)
    {
        var configuration = AppContext.BaseDirectory.Contains("/Debug/", StringComparison.Ordinal) ? "Debug" : "Release";
        var path = At(project, "bin", configuration, "net10.0", assembly + ".dll");
        return File.Exists(path) ? path : throw new FileNotFoundException($"{path} is not there: dotnet build -c {configuration} {At(project)}");
    }

    private static string Find()
    {
        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
            if (File.Exists(Path.Combine(folder.FullName, "Edge.sln")))
                return folder.FullName;
        throw new DirectoryNotFoundException($"no Edge.sln above {AppContext.BaseDirectory}: run from a checkout");
    }
}
