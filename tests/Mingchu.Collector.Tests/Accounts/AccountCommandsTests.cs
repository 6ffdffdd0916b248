using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Mingchu.Collector.Accounts;
using Mingchu.Collector.Config;
using Mingchu.Collector.Storage;
using Mingchu.Rig;

namespace Mingchu.Collector.Tests.Accounts;

public class AccountCommandsTests : IAsyncLifetime
{
    private readonly RunFolder folder = new();
    private ServiceProvider services = null!;

    public async ValueTask InitializeAsync()
    {
        services = CollectorApp.Offline(new CollectorConfig { Storage = new() { ConnectionString = $"Data Source={folder.At("collector.db")}" } });
        await services.GetRequiredService<Migrator>().Run(default);
    }

    [Fact]
    public async Task There_is_no_account_until_one_is_added()
    {
        await using var db = await services.GetRequiredService<IDbContextFactory<CollectorDb>>().CreateDbContextAsync();

        Assert.Empty(await db.Users.ToListAsync());
    }

    [Fact]
    public async Task A_generated_password_is_printed_once_as_the_last_line_and_stored_only_as_a_hash()
    {
        var (code, output, _) = await AddUser("王芳", "admin", null);

        var password = output.TrimEnd().Split('\n')[^1];
        Assert.Equal(0, code);
        Assert.Equal(20, password.Length);
        await using var scope = services.CreateAsyncScope();
        var users = scope.ServiceProvider.GetRequiredService<UserManager<Account>>();
        var account = await users.FindByNameAsync("王芳");
        Assert.True(await users.CheckPasswordAsync(account!, password));
        Assert.True(await users.IsInRoleAsync(account!, Roles.Admin));
        Assert.DoesNotContain(password, account!.PasswordHash, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("li", "chief", null, "supervisor or admin")]
    [InlineData("li", "town-office", null, "--area")]
    [InlineData("li", "admin", "short", "12")]
    [InlineData("", "admin", null, "1..64")]
    public async Task A_bad_role_password_or_name_is_refused_with_the_reason(string name, string role, string? password, string reason)
    {
        var (code, _, error) = await AddUser(name, role, password);

        Assert.Equal(1, code);
        Assert.Contains(reason, error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_name_is_given_once()
    {
        await AddUser("li", "admin", "long enough for a test");

        Assert.Equal(1, (await AddUser("LI", "admin", "long enough for a test")).Code);
    }

    [Fact]
    public async Task A_token_is_stored_as_a_hash_and_replaced_under_the_same_name()
    {
        var (first, second) = (await AddToken("hub"), await AddToken("hub"));

        await using var db = await services.GetRequiredService<IDbContextFactory<CollectorDb>>().CreateDbContextAsync();
        var stored = Assert.Single(await db.Set<ApiToken>().ToListAsync());
        Assert.NotEqual(first, second);
        Assert.StartsWith(TokenScheme.Prefix, second, StringComparison.Ordinal);
        Assert.DoesNotContain(stored.Hash, second, StringComparison.Ordinal);
    }

    private async Task<(int Code, string Output, string Error)> AddUser(string name, string role, string? password)
    {
        using var output = new StringWriter();
        using var error = new StringWriter();
        var (duty, fault) = Duty.From(role, null, null, null);
        return duty is null ? (1, "", fault!) : (await AccountCommands.AddUser(services, name, duty, password, output, error), output.ToString(), error.ToString());
    }

    private async Task<string> AddToken(string name)
    {
        using var output = new StringWriter();
        Assert.Equal(0, await AccountCommands.AddToken(services, name, null, output, TextWriter.Null));
        return output.ToString().Trim();
    }

    public async ValueTask DisposeAsync()
    {
        await services.DisposeAsync();
        await folder.DisposeAsync();
        GC.SuppressFinalize(this);
    }
}
