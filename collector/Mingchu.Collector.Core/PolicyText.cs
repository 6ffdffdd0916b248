using System.Text.Json;
using System.Text.Json.Serialization;
using System.Text.Json.Serialization.Metadata;
using Mingchu.Collector.Core.Calm;
using Mingchu.Collector.Core.Deadlines;
using Mingchu.Collector.Core.Grading;
using Mingchu.Collector.Core.Items;
using Mingchu.Collector.Core.Licences;
using Mingchu.Collector.Core.Patrols;
using Mingchu.Collector.Core.Platforms;
using Mingchu.Collector.Core.Premises;
using Mingchu.Collector.Core.Risk;
using Mingchu.Collector.Core.Routing;

namespace Mingchu.Collector.Core;

/// <summary>How policy files are read: JSON of a form, in which comments and trailing commas are allowed and unknown names are not, and then what the form must hold.</summary>
internal static class PolicyText
{
    /// <summary>The policy, or every error with its path (<c>rules[1].raise: must be 0, 1 or 2</c>); what is no JSON of the form is told by itself.</summary>
    /// <param name="json">Text of the file.</param>
    /// <param name="type">The form, from <see cref="PolicyForms"/>.</param>
    /// <param name="build">Adds every error of the form and makes the policy, which is thrown away when there are errors.</param>
    public static (TPolicy? Policy, IReadOnlyList<string> Errors) Parse<TForm, TPolicy>(string json, JsonTypeInfo<TForm> type, Func<TForm, List<string>, TPolicy> build)
        where TForm : class
        where TPolicy : class
    {
        TForm? form;
        try
        {
            form = JsonSerializer.Deserialize(json, type);
        }
        catch (JsonException e)
        {
            return (null, [$"{(e.Path is null or "$" ? "line " + (e.LineNumber + 1) : e.Path.TrimStart('$', '.'))}: {e.Message.Split(" Path:")[0]}"]);
        }

        if (form is null)
            return (null, ["$: is empty"]);
        List<string> wrong = [];
        var policy = build(form, wrong);
        return wrong.Count > 0 ? (null, wrong) : (policy, []);
    }

    /// <summary>Adds an error when the policy has no version that a file can carry.</summary>
    public static void Version(string? version, List<string> wrong)
    {
        if (string.IsNullOrWhiteSpace(version) || version.Length > 32)
            wrong.Add("version: give the policy a version of 1..32 characters");
    }

    /// <summary>The built-in file of this name; it is part of the build, so an error in it is a defect.</summary>
    public static T Default<T>(string name, Func<string, (T? Policy, IReadOnlyList<string> Errors)> parse)
        where T : class
    {
        using var stream = typeof(PolicyText).Assembly.GetManifestResourceStream(name) ?? throw new InvalidOperationException($"{name} is not embedded");
        using var reader = new StreamReader(stream);
        var (policy, errors) = parse(reader.ReadToEnd());
        return policy ?? throw new InvalidOperationException($"embedded {name}: {string.Join("; ", errors)}");
    }
}

[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase,
    UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow,
    RespectNullableAnnotations = true,
    RespectRequiredConstructorParameters = true,
    ReadCommentHandling = JsonCommentHandling.Skip,
    AllowTrailingCommas = true,
    AllowDuplicateProperties = false)]
[JsonSerializable(typeof(CalendarForm))]
[JsonSerializable(typeof(CalmForm))]
[JsonSerializable(typeof(CheckList))]
[JsonSerializable(typeof(CheckListsForm))]
[JsonSerializable(typeof(DeadlineForm))]
[JsonSerializable(typeof(GradingPolicy))]
[JsonSerializable(typeof(ItemPolicyForm))]
[JsonSerializable(typeof(LicencePolicyForm))]
[JsonSerializable(typeof(PatrolPolicy))]
[JsonSerializable(typeof(PlatformPolicyForm))]
[JsonSerializable(typeof(PremisesPolicy))]
[JsonSerializable(typeof(RiskPolicyForm))]
[JsonSerializable(typeof(RoutingForm))]
internal sealed partial class PolicyForms : JsonSerializerContext;
