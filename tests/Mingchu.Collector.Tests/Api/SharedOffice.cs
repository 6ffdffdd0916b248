namespace Mingchu.Collector.Tests.Api;

/// <summary>One office for all tests of a class that do not disturb each other.</summary>
public sealed class SharedOffice : IAsyncLifetime
{
    internal Office Office { get; private set; } = null!;

    public async ValueTask InitializeAsync() => Office = await Office.Open();

    public ValueTask DisposeAsync() => Office.DisposeAsync();
}
