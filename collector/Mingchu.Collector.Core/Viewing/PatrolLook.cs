namespace Mingchu.Collector.Core.Viewing;

/// <summary>A look as quotas count it.</summary>
/// <param name="By">Account name.</param>
/// <param name="Premises">Premises looked into.</param>
/// <param name="Day">Local day.</param>
public sealed record PatrolLook(string By, string Premises, DateOnly Day);
