namespace Mingchu.EndToEnd.Tests.Support;

/// <summary>One installation with three toy cameras, shared by the tests of a class.</summary>
public sealed class OneBox(ToyKitchen kitchen) : IAsyncLifetime
{
    /// <summary>The installation.</summary>
    public Installation Installation { get; private set; } = null!;

    /// <summary>Its kitchen.</summary>
    public ToyKitchen Kitchen => kitchen;

    /// <inheritdoc/>
    public async ValueTask InitializeAsync() => Installation = await Installation.Start(
        new() { Cameras = [("one", "面点间", kitchen.Green), ("two", "热菜间", kitchen.Green)], Edge = ToyKitchen.Watch }, TestContext.Current.CancellationToken);

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        if (Installation is not null)
            await Installation.DisposeAsync();
    }

    /// <summary>A camera as the collector knows it.</summary>
    public async Task<CameraItem> Camera(string id, CancellationToken ct) =>
        (await Installation.Api.Devices(ct)).Single().Cameras.Single(c => c.Id == id);

    /// <summary>Waits until the collector knows a camera in this state.</summary>
    public Task<CameraItem> WaitFor(string id, string state, CancellationToken ct) => Wait.For(
        $"camera {id} is {state}", async () => await Camera(id, ct) is var camera && camera.State == state ? camera : null, ct, context: Installation.Story);
}
