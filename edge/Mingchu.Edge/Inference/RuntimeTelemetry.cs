using System.Runtime.InteropServices;

namespace Mingchu.Edge.Inference;

/// <summary>
/// ONNX Runtime's library sends figures of its use to its maker unless <c>ORT_DISABLE_TELEMETRY</c> stands in the environment that C code sees,
/// which .NET's own setter does not reach. A box in a kitchen speaks to its cameras and its collector only.
/// </summary>
internal static partial class RuntimeTelemetry
{
    /// <summary>Switches it off; before the first use of ONNX Runtime.</summary>
    public static void Disable() => _ = SetEnv("ORT_DISABLE_TELEMETRY", "1", 1);

    [LibraryImport("libc", EntryPoint = "setenv", StringMarshalling = StringMarshalling.Utf8)]
    private static partial int SetEnv(string name, string value, int overwrite);
}
