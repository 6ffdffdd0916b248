using System.Text.Json.Serialization;
using Mingchu.Contracts;

namespace Mingchu.Collector.Core.Premises;

/// <summary>Kinds of food businesses.</summary>
[JsonConverter(typeof(KebabCase<PremisesKind>))]
public enum PremisesKind
{
    /// <summary>餐饮服务: restaurants and the like.</summary>
    Catering,

    /// <summary>生产企业.</summary>
    Producer,

    /// <summary>农贸、批发市场.</summary>
    Market,

    /// <summary>销售单位.</summary>
    Retailer,

    /// <summary>单位食堂.</summary>
    Canteen,

    /// <summary>中央厨房.</summary>
    CentralKitchen,

    /// <summary>集体用餐配送单位.</summary>
    GroupMealDelivery,

    /// <summary>小作坊.</summary>
    SmallWorkshop,

    /// <summary>小餐饮.</summary>
    SmallEatery,

    /// <summary>食品摊贩.</summary>
    Stall,
}

/// <summary>Whether a business is run.</summary>
[JsonConverter(typeof(KebabCase<PremisesStatus>))]
public enum PremisesStatus
{
    /// <summary>In business.</summary>
    Open,

    /// <summary>停止经营: found closed; stays in the register.</summary>
    Stopped,
}

/// <summary>Words of kinds and states.</summary>
public static class PremisesWords
{
    /// <summary>The word on the wire, in files and texts: <c>central-kitchen</c>.</summary>
    public static string Word(this PremisesKind kind) => kind switch
    {
        PremisesKind.Catering => "catering",
        PremisesKind.Producer => "producer",
        PremisesKind.Market => "market",
        PremisesKind.Retailer => "retailer",
        PremisesKind.Canteen => "canteen",
        PremisesKind.CentralKitchen => "central-kitchen",
        PremisesKind.GroupMealDelivery => "group-meal-delivery",
        PremisesKind.SmallWorkshop => "small-workshop",
        PremisesKind.SmallEatery => "small-eatery",
        PremisesKind.Stall => "stall",
        _ => throw new ArgumentOutOfRangeException(nameof(kind)),
    };

    /// <summary>The word: <c>open</c>, <c>stopped</c>.</summary>
    public static string Word(this PremisesStatus status) => status == PremisesStatus.Open ? "open" : "stopped";

    /// <summary>The kind of a word; null when there is none.</summary>
    public static PremisesKind? Kind(string? word)
    {
        foreach (var kind in Enum.GetValues<PremisesKind>())
            if (kind.Word() == word)
                return kind;
        return null;
    }

    /// <summary>The state of a word; null when there is none.</summary>
    public static PremisesStatus? Status(string? word) => word switch { "open" => PremisesStatus.Open, "stopped" => PremisesStatus.Stopped, _ => null };
}
