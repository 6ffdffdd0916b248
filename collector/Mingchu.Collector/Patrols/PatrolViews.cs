namespace Mingchu.Collector.Patrols;

/// <summary>A draw in a list.</summary>
/// <param name="Id">The draw.</param>
/// <param name="Area">Area drawn for.</param>
/// <param name="Month"><c>2026-11</c>.</param>
/// <param name="At">When it was made, UTC.</param>
/// <param name="Candidates">Hot premises then.</param>
/// <param name="Drawn">How many were drawn.</param>
/// <param name="Done">Drawn premises that were inspected, of those the reader sees.</param>
/// <param name="Mine">Drawn premises that the reader sees.</param>
public sealed record DrawItem(Guid Id, string Area, string Month, DateTimeOffset At, int Candidates, int Drawn, int Done, int Mine);

/// <summary>A draw with all that is needed to repeat it.</summary>
/// <param name="Algorithm">How it was drawn.</param>
/// <param name="Seed">What the tickets were made with.</param>
/// <param name="Share">Least share.</param>
/// <param name="LastTicket">Ticket of the last one drawn: a candidate was drawn exactly when its ticket is not behind this one.</param>
/// <param name="Policy">Version of the policy that said who is a candidate.</param>
/// <param name="Tickets">The candidates that the reader sees, in order.</param>
public sealed record DrawView(
    Guid Id, string Area, string Month, DateTimeOffset At, string Algorithm, string Seed, decimal Share, int Candidates, int Drawn, string LastTicket, string Policy,
    IReadOnlyList<TicketView> Tickets);

/// <summary>A candidate.</summary>
/// <param name="Premises">Its id.</param>
/// <param name="Name">Its name.</param>
/// <param name="Office">Area of the office it belongs to.</param>
/// <param name="Why">Why it was hot.</param>
/// <param name="Ticket">SHA-256 of seed, line feed and id, hex.</param>
/// <param name="IsDrawn">Whether it was drawn.</param>
public sealed record TicketView(string Premises, string Name, string Office, string Why, string Ticket, bool IsDrawn);

/// <summary>Premises that an office is to inspect.</summary>
/// <param name="Id">The task.</param>
/// <param name="Premises">Where.</param>
/// <param name="PremisesName">Its name.</param>
/// <param name="Office">Area of the office.</param>
/// <param name="Draw">The draw that it comes from.</param>
/// <param name="GivenAt">Since when.</param>
/// <param name="DueAt">Until when.</param>
/// <param name="IsLate">Whether the time is over without an inspection, or was at it.</param>
/// <param name="Inspection">The inspection that settled it; null while it is open.</param>
public sealed record TaskView(Guid Id, string Premises, string PremisesName, string Office, Guid Draw, DateTimeOffset GivenAt, DateTimeOffset DueAt, bool IsLate, Guid? Inspection);

/// <summary>A key list.</summary>
/// <param name="Inspected">Premises on it that were inspected since it was sent.</param>
public sealed record KeyListItem(Guid Id, string Area, string Month, DateTimeOffset SentAt, int Entries, int Inspected);

/// <summary>A key list with its premises.</summary>
public sealed record KeyListView(Guid Id, string Area, string Month, DateTimeOffset SentAt, string Policy, IReadOnlyList<KeyEntryView> Entries);

/// <summary>Premises on a key list.</summary>
/// <param name="Reasons">Why.</param>
/// <param name="Inspection">The first inspection since the list was sent; null when there is none yet.</param>
public sealed record KeyEntryView(string Premises, string Name, IReadOnlyList<string> Reasons, Guid? Inspection);

/// <summary>How far the round through the kitchens is.</summary>
/// <param name="Kitchens">Kitchens with a box that the reader sees.</param>
/// <param name="ThisMonth">Looked into this month.</param>
/// <param name="Never">Never looked into.</param>
/// <param name="LooksPerHour">Pace; 0 when there is no round.</param>
public sealed record RoundProgress(int Kitchens, int ThisMonth, int Never, int LooksPerHour);

/// <summary>A look of the round.</summary>
public sealed record VisitView(Guid Id, string Premises, string PremisesName, DateTimeOffset At, int Cameras, int Asked, int Faults, int OpenCases);
