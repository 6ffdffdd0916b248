using System.Globalization;
using System.Security.Cryptography;
using System.Text.Json;

namespace Mingchu.Collector.Premises;

/// <summary>What an import is remembered by under a sender's key (<see cref="Storage.DoneRequest"/>): the file and what came of it.</summary>
internal static class DoneImport
{
    /// <summary>Names a file by what it holds; begins what is remembered.</summary>
    /// <param name="of">What is imported.</param>
    /// <param name="rows">The file with its header.</param>
    public static string Subject(string of, IReadOnlyList<IReadOnlyList<string>> rows) =>
        $"import:{of}:{Convert.ToHexStringLower(SHA256.HashData(JsonSerializer.SerializeToUtf8Bytes(rows)))}:";

    /// <summary>What is remembered of an import without errors.</summary>
    public static string Write(string subject, ImportResult result) => string.Create(CultureInfo.InvariantCulture, $"{subject}{result.Added}/{result.Changed}/{result.Unchanged}");

    /// <summary>What came of it; null when the key did something else.</summary>
    public static ImportResult? Read(string done, string subject) =>
        done.StartsWith(subject, StringComparison.Ordinal) && done[subject.Length..].Split('/') is [var added, var changed, var unchanged]
            ? new(Number(added), Number(changed), Number(unchanged), []) : null;

    private static int Number(string text) => int.Parse(text, CultureInfo.InvariantCulture);
}
