namespace Mingchu.Collector.Core.Licences;

/// <summary>A licence as its issuer has it. All of it but the premises is public.</summary>
/// <param name="Number">1..64 letters, digits and hyphens; unique.</param>
/// <param name="PremisesId">Whose.</param>
/// <param name="Kind">What it is.</param>
/// <param name="Name">Name of the holder, 1..200 characters.</param>
/// <param name="Address">Address of the business, 1..400 characters.</param>
/// <param name="Scope">What it allows, at most 2000 characters.</param>
/// <param name="Issuer">Who issued it, 1..200 characters.</param>
/// <param name="ValidFrom">First day.</param>
/// <param name="ValidTo">Last day; null without end.</param>
/// <param name="Revoked">Whether it was taken back.</param>
public sealed record LicenceEntry(
    string Number, string PremisesId, LicenceKind Kind, string Name, string Address, string Scope, string Issuer, DateOnly ValidFrom, DateOnly? ValidTo, bool Revoked);
