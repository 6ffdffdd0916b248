namespace Mingchu.Edge.Tests.Support;

/// <summary>Waits for a condition; the deadline only guards against a hang.</summary>
public static class Until
{
    public static async Task True(Func<bool> condition, string what, double seconds = 60)
    {
        var end = DateTime.UtcNow.AddSeconds(seconds);
        while (!condition())
        {
            Assert.True(DateTime.UtcNow < end, $"not within {seconds} s: {what}");
            await Task.Delay(20, TestContext.Current.CancellationToken);
        }
    }
}
