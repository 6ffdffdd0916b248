using Mingchu.Edge.Capture;
using YamlDotNet.RepresentationModel;

namespace Mingchu.Edge.Config;

/// <summary>Reads <c>cameras</c>; those that are not enabled are checked and left out.</summary>
/// <param name="hours">Of the box.</param>
/// <param name="mode">Of the box.</param>
/// <param name="fromAfar">Nodes of addresses that did not come from the file.</param>
internal sealed class CameraReader(HoursConfig hours, CaptureMode mode, CameraNetwork network, IReadOnlySet<YamlNode> fromAfar)
{
    public List<CameraConfig> Read(IReadOnlyList<YamlScope> scopes)
    {
        var (cameras, ids) = (new List<CameraConfig>(), new HashSet<string>(StringComparer.Ordinal));
        foreach (var scope in scopes)
        {
            if (Read(scope) is not var (camera, enabled))
                continue;
            if (!ids.Add(camera.Id))
                scope.Wrong("id", $"'{camera.Id}' is used by another camera");
            if (enabled)
                cameras.Add(camera);
        }
        return cameras;
    }

    private (CameraConfig Camera, bool Enabled)? Read(YamlScope scope)
    {
        var id = scope.Value("id", ConfigReader.Id, required: true);
        var name = scope.Text("name");
        var (url, main) = (Address(scope, "url", required: true), Address(scope, "main"));
        var (clip, enabled) = (scope.Flag("clip", true), scope.Flag("enabled", true));
        var own = HoursReader.Read(scope.Map("hours"), hours);
        var rules = RuleReader.Read(scope.List("rules"));
        var plan = PlanReader.Read(scope, own);
        var (how, transport) = (ConfigReader.Choice(scope, "mode", mode), ConfigReader.Choice(scope, "transport", Transport.Tcp));
        scope.Close();
        return id is null ? null
            : (new(id, name ?? id, url!) { Rules = rules, Plan = plan, TimeZone = own.TimeZone, Mode = how, Transport = transport, Main = main, Clip = clip }, enabled);
    }

    private CameraUrl? Address(YamlScope scope, string key, bool required = false)
    {
        var url = scope.Value(key, CameraUrl.Parse, required, url: true);
        if (url is null)
            return null;
        if (scope.IsOneOf(key, fromAfar) && network.Refusal(url) is { } refusal)
            scope.Wrong(key, refusal);
        return network.WithLogin(url);
    }
}
