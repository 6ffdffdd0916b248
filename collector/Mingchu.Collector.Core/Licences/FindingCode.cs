using System.Text.Json.Serialization;
using Mingchu.Contracts;

namespace Mingchu.Collector.Core.Licences;

/// <summary>What a check of a shop on a platform can find.</summary>
[JsonConverter(typeof(KebabCase<FindingCode>))]
public enum FindingCode
{
    /// <summary>No licence is shown 无证.</summary>
    Missing,

    /// <summary>The licence shown is not in the library, was taken back, or another issuer is shown 假证.</summary>
    False,

    /// <summary>The licence shown is another business's 套证.</summary>
    Borrowed,

    /// <summary>The pick-up address is not the licence's 经营地址与取餐地不一致.</summary>
    Address,

    /// <summary>Dishes are sold that the licence does not allow 经营范围与菜品种类不一致.</summary>
    Scope,

    /// <summary>It trades outside the licence's time 有效期与经营时间不一致.</summary>
    Validity,

    /// <summary>The kind of licence does not allow to trade on platforms.</summary>
    Kind,

    /// <summary>It takes orders though it was ordered offline.</summary>
    Online,
}

/// <summary>Words of findings.</summary>
public static class FindingCodes
{
    /// <summary>The word on the wire, in the policy file and in texts.</summary>
    public static string Word(this FindingCode code) => code switch
    {
        FindingCode.Missing => "missing",
        FindingCode.False => "false",
        FindingCode.Borrowed => "borrowed",
        FindingCode.Address => "address",
        FindingCode.Scope => "scope",
        FindingCode.Validity => "validity",
        FindingCode.Kind => "kind",
        FindingCode.Online => "online",
        _ => throw new ArgumentOutOfRangeException(nameof(code)),
    };

    /// <summary>The code of a word; null when there is none.</summary>
    public static FindingCode? Parse(string? word)
    {
        foreach (var code in Enum.GetValues<FindingCode>())
            if (code.Word() == word)
                return code;
        return null;
    }
}
