namespace Mingchu.Rig;

/// <summary>What an installation is made of.</summary>
public sealed record InstallationSetup
{
    /// <summary>Camera id, its name for people and the clip it plays.</summary>
    public required IReadOnlyList<(string Id, string Name, string Clip)> Cameras { get; init; }

    /// <summary>Mosquitto instead of the embedded broker.</summary>
    public bool Mosquitto { get; init; }

    /// <summary>PostgreSQL instead of SQLite.</summary>
    public bool PostgreSql { get; init; }

    /// <summary>Preferred port of the pages; null for any.</summary>
    public int? HttpPort { get; init; }

    /// <summary>Name of the premises.</summary>
    public string Premises { get; init; } = "示范餐厅";

    /// <summary>Area of the premises.</summary>
    public string Area { get; init; } = "福建/福州/鼓楼";

    /// <summary>User that reviews cases.</summary>
    public string User { get; init; } = "supervisor";

    /// <summary>Whether cameras have the zones, times and clean views that lie beside their clips; otherwise each is watched whole.</summary>
    public bool WithPlans { get; init; }

    /// <summary>Further settings of the edge worker; address, token and cameras are filled in.</summary>
    public Func<EdgeSetup, EdgeSetup> Edge { get; init; } = setup => setup;
}
