using System.Collections;
using System.Reflection;

namespace Mingchu.Collector.Config;

/// <summary>The configuration, or everything that is wrong with it.</summary>
/// <param name="Config">Null when there are errors.</param>
/// <param name="Errors"><c>Section:Name: what is wrong and what to do</c>.</param>
public sealed record ConfigResult(CollectorConfig? Config, IReadOnlyList<string> Errors);

/// <summary>Reads configuration and reports all errors at once.</summary>
public static class ConfigReader
{
    /// <summary>Prefix of environment variables.</summary>
    public const string EnvironmentPrefix = "MINGCHU_";

    /// <summary>Reads the file (null for none) and the environment.</summary>
    public static ConfigResult Read(string? file)
    {
        var builder = new ConfigurationBuilder();
        if (file is not null)
        {
            if (!File.Exists(file))
                return new(null, [$"--config: there is no file {Path.GetFullPath(file)}"]);
            builder.AddJsonFile(Path.GetFullPath(file), optional: false, reloadOnChange: false);
        }

        builder.AddEnvironmentVariables(EnvironmentPrefix);
        try
        {
            return Read(builder.Build());
        }
        catch (InvalidDataException e)
        {
            return new(null, [$"{file}: {e.InnerException?.Message ?? e.Message}"]);
        }
    }

    /// <summary>Reads from any configuration source.</summary>
    public static ConfigResult Read(IConfiguration configuration)
    {
        List<string> errors = [];
        // The environment may hold other MINGCHU_ variables (data folders of tests), so only the sections are checked for names.
        foreach (var section in typeof(CollectorConfig).GetProperties())
            FindUnknown(configuration.GetSection(section.Name), section.PropertyType, errors);
        CollectorConfig? config = null;
        try
        {
            config = configuration.Get<CollectorConfig>() ?? new CollectorConfig();
        }
        catch (InvalidOperationException) when (errors.Count > 0)
        {
            // A value that does not convert was told above.
        }
        catch (InvalidOperationException e)
        {
            errors.Add(e.InnerException is { } inner ? $"{e.Message.TrimEnd('.')}: {inner.Message}" : e.Message);
        }

        if (config is not null)
            errors.AddRange(ConfigRules.Check(config));
        return errors.Count == 0 ? new(config, []) : new(null, errors);
    }

    private static void FindUnknown(IConfigurationSection section, Type type, List<string> errors)
    {
        if (IsLeaf(type))
        {
            if (section.GetChildren().Any())
                errors.Add($"{section.Path}: must be a single value");
            else if (section.Value is { } value && !Converts(value, type))
                errors.Add($"{section.Path}: '{value}' is not {Kind(type)}");
            return;
        }

        if (section.Value is { Length: > 0 })
        {
            errors.Add($"{section.Path}: is a single value; it must hold names of its own");
            return;
        }

        if (ItemType(type) is { } item)
        {
            foreach (var child in section.GetChildren())
                FindUnknown(child, item, errors);
            return;
        }

        var known = type.GetProperties(BindingFlags.Public | BindingFlags.Instance).ToDictionary(p => p.Name, StringComparer.OrdinalIgnoreCase);
        foreach (var child in section.GetChildren())
        {
            if (known.TryGetValue(child.Key, out var property))
                FindUnknown(child, property.PropertyType, errors);
            else
                errors.Add($"{child.Path}: unknown name; known here are {string.Join(", ", known.Keys.Order(StringComparer.Ordinal))}");
        }
    }

    private static bool IsLeaf(Type type)
    {
        var plain = Nullable.GetUnderlyingType(type) ?? type;
        return plain.IsPrimitive || plain.IsEnum || plain == typeof(string) || plain == typeof(TimeSpan) || plain == typeof(decimal);
    }

    private static Type? ItemType(Type type)
    {
        if (type.IsArray)
            return type.GetElementType();
        return typeof(IEnumerable).IsAssignableFrom(type) && type.IsGenericType ? type.GetGenericArguments()[^1] : null;
    }

    private static bool Converts(string value, Type type)
    {
        var plain = Nullable.GetUnderlyingType(type) ?? type;
        if (plain == typeof(string))
            return true;
        var converter = System.ComponentModel.TypeDescriptor.GetConverter(plain);
        try
        {
            return converter.ConvertFromInvariantString(value) is not null;
        }
        catch (Exception e) when (e is FormatException or ArgumentException or NotSupportedException)
        {
            return false;
        }
    }

    private static string Kind(Type type)
    {
        var plain = Nullable.GetUnderlyingType(type) ?? type;
        if (plain == typeof(bool))
            return "true or false";
        if (plain.IsEnum)
            return "one of " + string.Join(", ", Enum.GetNames(plain));
        return plain == typeof(TimeSpan) ? "a duration like 00:00:30" : "a number";
    }
}
