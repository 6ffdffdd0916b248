using System.Runtime.CompilerServices;

namespace Mingchu.Collector.Tests;

/// <summary>
/// Dozens of whole collectors, servers and brokers share this process' pool, which starts with a thread per core and adds one or two a second; waits of the
/// databases' drivers block some of them. A collector has the pool to itself.
/// </summary>
internal static class Threads
{
    [ModuleInitializer]
    internal static void Enough() => ThreadPool.SetMinThreads(64, 64);
}
