using System.Data.Common;
using System.Net;

namespace Mingchu.Collector.Config;

/// <summary>What must hold of a configuration beyond its types.</summary>
public static class ConfigRules
{
    /// <summary>Every broken rule as <c>Section:Name: what is wrong and what to do</c>.</summary>
    public static IEnumerable<string> Check(CollectorConfig config)
    {
        if (config.Storage.Provider is not ("sqlite" or "postgres"))
            yield return $"Storage:Provider: '{config.Storage.Provider}' is unknown; use sqlite or postgres";
        if (ConnectionStringError(config.Storage.ConnectionString) is { } wrong)
            yield return $"Storage:ConnectionString: {wrong}";
        foreach (var error in Mqtt(config.Mqtt))
            yield return error;
        foreach (var url in config.Http.Urls.Split(';', StringSplitOptions.TrimEntries))
        {
            if (!Uri.TryCreate(url, UriKind.Absolute, out var uri) || uri.Scheme is not ("http" or "https"))
                yield return $"Http:Urls: '{url}' is not an address like http://127.0.0.1:8080";
        }

        if (config.Metrics.Listen.Length > 0 && ListenError(config.Metrics.Listen) is { } metrics)
            yield return $"Metrics:Listen: {metrics}";
        if (string.IsNullOrWhiteSpace(config.Evidence.Folder))
            yield return "Evidence:Folder: must not be empty";
        if (string.IsNullOrWhiteSpace(config.Models.Folder))
            yield return "Models:Folder: must not be empty";
        if (config.Evidence.MaxBytes is < 65536 or > 1L << 30)
            yield return "Evidence:MaxBytes: must be 65536 to 1073741824";
        foreach (var error in S3(config.Evidence.S3))
            yield return error;
        foreach (var error in Viewing(config.Viewing))
            yield return error;
        if (config.Policy.Folder is { } folder && !Directory.Exists(folder))
            yield return $"Policy:Folder: there is no folder {Path.GetFullPath(folder)}";
        else
            foreach (var error in Cases.PolicyFolder.Grading(config.Policy).Errors.Concat(Cases.PolicyFolder.Workflow(config.Policy).Errors)
                .Concat(Cases.PolicyFolder.Calm(config.Policy).Errors).Concat(Cases.PolicyFolder.Premises(config.Policy).Errors)
                .Concat(Cases.PolicyFolder.CheckLists(config.Policy).Errors).Concat(Cases.PolicyFolder.Patrols(config.Policy).Errors)
                .Concat(Cases.PolicyFolder.Platforms(config.Policy).Errors).Concat(Cases.PolicyFolder.Risk(config.Policy).Errors)
                .Concat(Cases.PolicyFolder.Licences(config.Policy).Errors))
                yield return $"Policy:Folder: {error}";
        List<string> push = [];
        _ = Push.PushSettings.Read(config.Push, config.Policy.Folder, push);
        config.Push.Mqtt?.Check(config.Mqtt.External is not null, push);
        foreach (var error in push)
            yield return error;
        if (config.DeadLetters.PerDevice is < 1 or > 1_000_000)
            yield return "DeadLetters:PerDevice: must be 1 to 1000000";
        if (!Enum.TryParse<Serilog.Events.LogEventLevel>(config.Log.Level, ignoreCase: true, out _))
            yield return $"Log:Level: '{config.Log.Level}' is unknown; use Verbose, Debug, Information, Warning or Error";
    }

    private static IEnumerable<string> Mqtt(MqttConfig mqtt)
    {
        if (mqtt is { Embedded: not null, External: not null })
            yield return "Mqtt: has Embedded and External; keep one";
        if (mqtt.Embedded is { } inside)
        {
            if (ListenError(inside.Listen) is { } listen)
                yield return $"Mqtt:Embedded:Listen: {listen}";
            if (inside.Tls is { } tls)
            {
                if (ListenError(tls.Listen) is { } encrypted)
                    yield return $"Mqtt:Embedded:Tls:Listen: {encrypted}";
                if (!File.Exists(tls.Certificate))
                    yield return $"Mqtt:Embedded:Tls:Certificate: there is no file '{tls.Certificate}'";
                if (tls.PasswordFile is { } file && !File.Exists(file))
                    yield return $"Mqtt:Embedded:Tls:PasswordFile: there is no file '{file}'";
            }
        }

        if (mqtt.External is { } outside)
        {
            if (string.IsNullOrWhiteSpace(outside.Host))
                yield return "Mqtt:External:Host: must not be empty";
            if (outside.Port is < 1 or > 65535)
                yield return $"Mqtt:External:Port: {outside.Port} is not a port, 1 to 65535";
            if (!File.Exists(outside.PasswordFile))
                yield return $"Mqtt:External:PasswordFile: there is no file '{outside.PasswordFile}'";
            if (outside.Ca is { } ca && !File.Exists(ca))
                yield return $"Mqtt:External:Ca: there is no file '{ca}'";
            if (string.IsNullOrWhiteSpace(outside.Group) || outside.Group.AsSpan().IndexOfAny("/+#") >= 0)
                yield return "Mqtt:External:Group: must be a word without / + #";
        }
    }

    private static List<string> S3(S3Config? s3)
    {
        const string path = "Evidence:S3";
        List<string> errors = [];
        if (s3 is null)
            return errors;
        if (!Push.PushSettings.IsHttp(s3.Endpoint))
            errors.Add($"{path}:Endpoint: must be the http or https address of the store, without user name");
        if (s3.Bucket.Length is < 3 or > 63 || !s3.Bucket.All(c => c is '-' or '.' or (>= 'a' and <= 'z') or (>= '0' and <= '9')))
            errors.Add($"{path}:Bucket: must have 3..63 lower-case letters, digits, hyphens and dots");
        if (string.IsNullOrWhiteSpace(s3.Region))
            errors.Add($"{path}:Region: must not be empty; us-east-1 is what most stores of one's own go by");
        if (string.IsNullOrWhiteSpace(s3.AccessKey))
            errors.Add($"{path}:AccessKey: must not be empty");
        Push.PushSettings.SecretOf(s3.SecretFile, $"{path}:SecretFile", errors);
        return errors;
    }

    private static IEnumerable<string> Viewing(ViewingConfig viewing)
    {
        foreach (var (name, value, least, most) in ((string, TimeSpan, int, int)[])[
            (nameof(viewing.AnswerWithin), viewing.AnswerWithin, 5, 300), (nameof(viewing.Unwatched), viewing.Unwatched, 5, 600), (nameof(viewing.Longest), viewing.Longest, 10, 3600)])
        {
            if (value < TimeSpan.FromSeconds(least) || value > TimeSpan.FromSeconds(most))
                yield return $"Viewing:{name}: must be {TimeSpan.FromSeconds(least)} to {TimeSpan.FromSeconds(most)}";
        }

        foreach (var (name, value, least, most) in ((string, int, int, int)[])[
            (nameof(viewing.PerDevice), viewing.PerDevice, 1, 16), (nameof(viewing.Most), viewing.Most, 1, 1000), (nameof(viewing.Segments), viewing.Segments, 3, 60),
            (nameof(viewing.SegmentBytes), viewing.SegmentBytes, 65536, 1 << 26), (nameof(viewing.WindowBytes), viewing.WindowBytes, 65536, 1 << 28)])
        {
            if (value < least || value > most)
                yield return $"Viewing:{name}: must be {least} to {most}";
        }

        foreach (var (index, patrol) in viewing.Patrols.Index())
        {
            if (string.IsNullOrWhiteSpace(patrol.Name) || patrol.Accounts.Length == 0)
                yield return $"Viewing:Patrols:{index}: must have a Name and Accounts";
            if (patrol.Count is < 1 or > 1000)
                yield return $"Viewing:Patrols:{index}:Count: must be 1 to 1000";
            if (patrol.Per is not ("week" or "month"))
                yield return $"Viewing:Patrols:{index}:Per: '{patrol.Per}' is unknown; use week or month";
        }
    }

    private static string? ConnectionStringError(string text)
    {
        if (string.IsNullOrWhiteSpace(text))
            return "must not be empty";
        try
        {
            _ = new DbConnectionStringBuilder { ConnectionString = text };
            return null;
        }
        catch (ArgumentException)
        {
            // The message would repeat the string, which may hold a password.
            return "is not of the form Name=Value;Name=Value";
        }
    }

    private static string? ListenError(string listen) =>
        IPEndPoint.TryParse(listen, out var end) && end.Port > 0 ? null : $"'{listen}' is not ADDRESS:PORT like 127.0.0.1:1883";
}
