using Mingchu.Collector.Core.Areas;
using Mingchu.Collector.Core.Deadlines;

namespace Mingchu.Collector.Core.Patrols;

/// <summary>How patrols are planned: data from <c>patrols.json</c>.</summary>
/// <param name="Version">Name of this policy, 1..32 characters.</param>
/// <param name="Hot">Which premises are hot.</param>
/// <param name="Draw">The monthly draw.</param>
/// <param name="KeyLists">The monthly lists.</param>
/// <param name="Round">The round through the kitchens.</param>
/// <param name="Campaigns">Campaigns.</param>
public sealed record PatrolPolicy(string Version, HotPolicy Hot, DrawPolicy Draw, KeyListPolicy KeyLists, RoundPolicy Round, CampaignPolicy Campaigns)
{
    /// <summary>The policy compiled into this assembly.</summary>
    public static PatrolPolicy Default { get; } = PolicyText.Default("patrols.json", PatrolFile.Parse);
}

/// <summary>Which premises are hot.</summary>
/// <param name="MonthlyOrders">So many orders a month make hot, 1..10,000,000.</param>
/// <param name="TopOfCategory">So many of the most ordered of a category are hot, 0..1000.</param>
public sealed record HotPolicy(int MonthlyOrders, int TopOfCategory);

/// <summary>The monthly draw of hot premises.</summary>
/// <param name="Share">At least this share is drawn, greater than 0 and at most 1.</param>
/// <param name="Levels">Each area of these levels, city to town, has its own draw.</param>
/// <param name="Day">Day of the month from which on it is drawn, 1..28.</param>
/// <param name="Allow">How long the offices have for the inspections.</param>
public sealed record DrawPolicy(decimal Share, IReadOnlyList<AreaLevel> Levels, int Day, Allowance Allow);

/// <summary>The monthly key lists.</summary>
/// <param name="Day">Day of the month from which on they are sent, 1..28.</param>
/// <param name="BadRatings">So many bad ratings a month put premises on the list, at least 1.</param>
/// <param name="Offences">So many settled cases do, at least 1.</param>
/// <param name="OffenceDays">In so many days, 1..3660.</param>
public sealed record KeyListPolicy(int Day, int BadRatings, int Offences, int OffenceDays);

/// <summary>The round through the kitchens.</summary>
/// <param name="LooksPerHour">Pictures an hour over all kitchens, 0..3600; 0 for none.</param>
/// <param name="LeastHours">The same kitchen not again before so many hours, 1..8760.</param>
/// <param name="FaultMinutes">A camera without a good picture is filed when it has been so for so many minutes, 0..1440; a box that starts anew is no case.</param>
public sealed record RoundPolicy(int LooksPerHour, int LeastHours, int FaultMinutes);

/// <summary>Campaigns.</summary>
/// <param name="RemindWorkingDays">Working days before a report is due on which offices are reminded, 0..30.</param>
public sealed record CampaignPolicy(int RemindWorkingDays);
