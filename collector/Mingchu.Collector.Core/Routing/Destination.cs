namespace Mingchu.Collector.Core.Routing;

/// <summary>One audience reached through one channel.</summary>
/// <param name="Audience">Who is told: <c>merchant</c>, <c>platform</c>, <c>regulator</c> or a name of the policy's own.</param>
/// <param name="Channel">Name of a push channel: <c>in-app</c>, <c>webhook</c>, <c>email</c>.</param>
public sealed record Destination(string Audience, string Channel);
