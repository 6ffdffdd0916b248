using Mingchu.Collector.Push;

namespace Mingchu.Collector.Tests.Push;

/// <summary>What every channel must do, against its real receiver. A new channel adds one class derived from this.</summary>
public abstract class ChannelContract : IAsyncLifetime
{
    /// <summary>What the receiver does next.</summary>
    protected enum Receiver
    {
        Well,
        InTrouble,
        Refusing,
        Hanging,
        Gone,
    }

    /// <summary>The channel under test, with a time limit of two seconds.</summary>
    protected abstract IChannel Channel { get; }

    /// <summary>States this receiver can't be in (a database does not refuse for good).</summary>
    protected virtual IReadOnlyList<Receiver> Impossible => [];

    /// <summary>Texts that may never appear in a reason.</summary>
    protected abstract IReadOnlyList<string> Secrets { get; }

    /// <summary>Puts the receiver into a state.</summary>
    protected abstract void Receives(Receiver manner);

    /// <summary>Ids of what the receiver got, in order.</summary>
    protected abstract Task<IReadOnlyList<string>> Got();

    public abstract ValueTask InitializeAsync();

    public abstract ValueTask DisposeAsync();

    [Fact]
    public async Task What_the_receiver_takes_is_delivered()
    {
        Receives(Receiver.Well);

        var result = await Channel.Send(Shipment(), TestContext.Current.CancellationToken);

        Assert.IsType<SendResult.Delivered>(result);
        Assert.Single(await Got());
    }

    [Theory]
    [InlineData("InTrouble")]
    [InlineData("Hanging")]
    [InlineData("Gone")]
    public async Task Trouble_that_may_pass_is_recoverable_and_said_without_secrets(string trouble)
    {
        var state = Enum.Parse<Receiver>(trouble);
        if (Impossible.Contains(state))
            return;
        Receives(state);

        var result = await Channel.Send(Shipment(), TestContext.Current.CancellationToken);

        var reason = Assert.IsType<SendResult.Recoverable>(result).Reason;
        Assert.NotEmpty(reason);
        Assert.All(Secrets, secret => Assert.DoesNotContain(secret, reason, StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_refusal_for_good_is_permanent()
    {
        if (Impossible.Contains(Receiver.Refusing))
            return;
        Receives(Receiver.Refusing);

        Assert.IsType<SendResult.Permanent>(await Channel.Send(Shipment(), TestContext.Current.CancellationToken));
    }

    [Fact]
    public async Task A_second_attempt_carries_the_same_id_and_recovers()
    {
        var shipment = Shipment();
        Receives(Receiver.InTrouble);
        await Channel.Send(shipment, TestContext.Current.CancellationToken);
        Receives(Receiver.Well);
        Assert.IsType<SendResult.Delivered>(await Channel.Send(shipment, TestContext.Current.CancellationToken));
        Assert.IsType<SendResult.Delivered>(await Channel.Send(shipment, TestContext.Current.CancellationToken));

        Assert.Single((await Got()).Distinct());
    }

    [Fact]
    public async Task A_recipient_that_is_not_configured_any_more_fails_for_good()
    {
        if (Channel.Name == "in-app")
            return;
        Assert.IsType<SendResult.Permanent>(await Channel.Send(Shipment() with { Recipient = "gone" }, TestContext.Current.CancellationToken));
    }

    [Fact]
    public async Task Stopping_is_not_a_failure()
    {
        Receives(Receiver.Well);
        using var stopped = new CancellationTokenSource();
        await stopped.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => Channel.Send(Shipment(), stopped.Token));
    }

    /// <summary>A shipment to the channel's only recipient.</summary>
    protected Shipment Shipment() => Some.Shipment(Channel.Recipients("merchant", [])[0]);
}
