namespace Mingchu.Collector.Accounts;

/// <summary>Roles an account can have.</summary>
public static class Roles
{
    /// <summary>Reviews and settles cases.</summary>
    public const string Supervisor = "supervisor";

    /// <summary>A supervisor who also runs the system.</summary>
    public const string Admin = "admin";

    /// <summary>All roles, for checking input.</summary>
    public static IReadOnlyList<string> All { get; } = [Supervisor, Admin];
}
