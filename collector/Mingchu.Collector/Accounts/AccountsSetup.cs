using System.Threading.RateLimiting;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authentication.Cookies;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.AspNetCore.DataProtection.KeyManagement;
using Microsoft.AspNetCore.DataProtection.Repositories;
using Microsoft.AspNetCore.Identity;
using Microsoft.AspNetCore.RateLimiting;
using Microsoft.Extensions.Options;
using Mingchu.Collector.Storage;

namespace Mingchu.Collector.Accounts;

/// <summary>Who may come in: cookie login for people, bearer tokens for systems, and nobody else anywhere.</summary>
public static class AccountsSetup
{
    /// <summary>Name of the rate limit of the login form.</summary>
    public const string LoginLimit = "login";

    /// <summary>Attempts to sign in per address and minute.</summary>
    public const int LoginsPerMinute = 10;

    /// <summary>Adds accounts, login, tokens and the rule that everything needs a login unless it says otherwise.</summary>
    public static IServiceCollection AddAccounts(this IServiceCollection services)
    {
        services.AddIdentity<Account, IdentityRole>(options =>
        {
            // Length is what counts (NIST SP 800-63B); composition rules only make people write passwords down.
            options.Password = new() { RequiredLength = 12, RequireDigit = false, RequireLowercase = false, RequireUppercase = false, RequireNonAlphanumeric = false };
            options.Lockout = new() { MaxFailedAccessAttempts = 5, DefaultLockoutTimeSpan = TimeSpan.FromMinutes(10), AllowedForNewUsers = true };
            options.User.AllowedUserNameCharacters = null!;
        }).AddEntityFrameworkStores<CollectorDb>();
        services.ConfigureApplicationCookie(Cookie);
        services.AddSingleton<IXmlRepository, KeyStore>();
        services.AddSingleton<IConfigureOptions<KeyManagementOptions>>(s =>
            new ConfigureOptions<KeyManagementOptions>(o => o.XmlRepository = s.GetRequiredService<IXmlRepository>()));
        services.AddDataProtection().SetApplicationName("mingchu-collector");

        services.AddAuthentication(options => options.DefaultScheme = options.DefaultAuthenticateScheme = options.DefaultChallengeScheme = "by-header")
            .AddPolicyScheme("by-header", null, options => options.ForwardDefaultSelector = context =>
                TokenScheme.TokenOf(context.Request) is null ? IdentityConstants.ApplicationScheme : TokenScheme.SchemeName)
            .AddScheme<AuthenticationSchemeOptions, TokenScheme>(TokenScheme.SchemeName, null);
        services.AddAuthorizationBuilder()
            .SetFallbackPolicy(new AuthorizationPolicyBuilder().RequireAuthenticatedUser().RequireRole(Roles.All).Build());
        services.AddRateLimiter(Limits);
        return services;
    }

    private static void Cookie(CookieAuthenticationOptions options)
    {
        options.Cookie.Name = "mingchu";
        options.Cookie.HttpOnly = true;
        // Lax, not strict: a link in a notice mail must find the supervisor signed in. No GET changes a case.
        options.Cookie.SameSite = SameSiteMode.Lax;
        options.Cookie.SecurePolicy = CookieSecurePolicy.SameAsRequest;
        options.ExpireTimeSpan = TimeSpan.FromHours(9);
        options.SlidingExpiration = true;
        options.LoginPath = "/login";
        options.ReturnUrlParameter = "back";
        options.Events.OnRedirectToLogin = context => Refuse(context, StatusCodes.Status401Unauthorized);
        options.Events.OnRedirectToAccessDenied = context => Refuse(context, StatusCodes.Status403Forbidden);
    }

    // A person is led to the login page; a program gets a status it understands.
    private static Task Refuse(RedirectContext<CookieAuthenticationOptions> context, int status)
    {
        var page = HttpMethods.IsGet(context.Request.Method) && context.Request.Headers.Accept.ToString().Contains("text/html", StringComparison.Ordinal)
            && !context.Request.Path.StartsWithSegments("/api") && status == StatusCodes.Status401Unauthorized;
        if (page)
            context.Response.Redirect(context.RedirectUri);
        else
            context.Response.StatusCode = status;
        return Task.CompletedTask;
    }

    private static void Limits(RateLimiterOptions options)
    {
        options.RejectionStatusCode = StatusCodes.Status429TooManyRequests;
        options.OnRejected = async (context, ct) =>
        {
            context.HttpContext.Response.Headers.RetryAfter = "60";
            context.HttpContext.Response.ContentType = "text/plain; charset=utf-8";
            await context.HttpContext.Response.WriteAsync(Resources.Texts.Text("login.too-many"), ct);
        };
        options.AddPolicy(LoginLimit, context => HttpMethods.IsPost(context.Request.Method)
            ? RateLimitPartition.GetFixedWindowLimiter(context.Connection.RemoteIpAddress?.ToString() ?? "", _ =>
                new() { PermitLimit = LoginsPerMinute, Window = TimeSpan.FromMinutes(1), QueueLimit = 0 })
            : RateLimitPartition.GetNoLimiter("read"));
    }
}
