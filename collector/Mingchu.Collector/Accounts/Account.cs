using Microsoft.AspNetCore.Identity;

namespace Mingchu.Collector.Accounts;

/// <summary>A person who may sign in.</summary>
public sealed class Account : IdentityUser
{
    /// <summary>Highest inbox item this person has seen; later ones count in the bell.</summary>
    public long InboxSeen { get; set; }
}
