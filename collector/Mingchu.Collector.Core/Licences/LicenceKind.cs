using System.Text.Json.Serialization;
using Mingchu.Contracts;

namespace Mingchu.Collector.Core.Licences;

/// <summary>What allows a food business to trade.</summary>
[JsonConverter(typeof(KebabCase<LicenceKind>))]
public enum LicenceKind
{
    /// <summary>食品经营许可证.</summary>
    FoodOperation,

    /// <summary>营业执照.</summary>
    Business,

    /// <summary>小餐饮登记证.</summary>
    SmallCatering,
}

/// <summary>Words about kinds of licences.</summary>
public static class LicenceKinds
{
    /// <summary>The word on the wire, in files and in texts.</summary>
    public static string Word(this LicenceKind kind) => kind switch
    {
        LicenceKind.FoodOperation => "food-operation",
        LicenceKind.Business => "business",
        LicenceKind.SmallCatering => "small-catering",
        _ => throw new ArgumentOutOfRangeException(nameof(kind)),
    };

    /// <summary>The kind of a word or of its Chinese name; null when there is none.</summary>
    public static LicenceKind? Parse(string? word) => word switch
    {
        "food-operation" or "食品经营许可证" => LicenceKind.FoodOperation,
        "business" or "营业执照" => LicenceKind.Business,
        "small-catering" or "小餐饮登记证" => LicenceKind.SmallCatering,
        _ => null,
    };
}
