using System.Collections.Concurrent;
using Microsoft.Extensions.Logging;

namespace Mingchu.Collector.Tests.Push;

/// <summary>What was warned of, for the message of a test that waited in vain.</summary>
internal sealed class Warnings<T> : ILogger<T>
{
    private readonly ConcurrentQueue<string> lines = [];

    public string Story() => string.Join('\n', lines);

    public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter)
    {
        if (IsEnabled(logLevel))
            lines.Enqueue($"{formatter(state, exception)} {exception}");
    }

    public bool IsEnabled(LogLevel logLevel) => logLevel >= LogLevel.Warning;

    public IDisposable? BeginScope<TState>(TState state)
        where TState : notnull => null;
}
