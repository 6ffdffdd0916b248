namespace Mingchu.Collector.Core.Licences;

/// <summary>What a platform shows of a shop, and how the shop trades there.</summary>
/// <param name="PremisesId">Whose shop.</param>
/// <param name="Licence">Number of the licence it shows; empty for none.</param>
/// <param name="Issuer">Issuer it shows; empty when it shows none.</param>
/// <param name="PickUpAddress">Where riders fetch the meals; empty when not known.</param>
/// <param name="Dishes">Names of dishes or of their groups.</param>
/// <param name="Online">Whether it takes orders.</param>
/// <param name="TradedFrom">First day of the orders looked at; null for none.</param>
/// <param name="TradedTo">Last day of them.</param>
public sealed record ShopData(
    string PremisesId, string Licence, string Issuer, string PickUpAddress, IReadOnlyList<string> Dishes, bool Online, DateOnly? TradedFrom, DateOnly? TradedTo);
