using System.Globalization;
using System.Text.Encodings.Web;
using System.Text.Unicode;
using Microsoft.AspNetCore.Antiforgery;
using Microsoft.AspNetCore.Components.Web;
using Microsoft.AspNetCore.Identity;
using Microsoft.AspNetCore.Localization;
using Mingchu.Collector.Accounts;
using Mingchu.Collector.Api;
using Mingchu.Collector.Resources;

namespace Mingchu.Collector.Pages;

/// <summary>Puts login, API and review pages together.</summary>
public static class ReviewSetup
{
    /// <summary>Adds everything people and systems see.</summary>
    public static IServiceCollection AddReview(this IServiceCollection services)
    {
        services.AddApi();
        services.AddSingleton<Reviewers>();
        services.AddScoped<Viewers>();
        services.AddScoped<SignIn>();
        services.AddScoped<ViewerZone>();
        services.AddHttpContextAccessor();
        services.AddCascadingAuthenticationState();
        services.AddRazorComponents().AddInteractiveServerComponents().RegisterPersistentService<ViewerZone>(RenderMode.InteractiveServer);
        // Chinese stays readable in the page's source, and a page half as long.
        services.AddWebEncoders(options => options.TextEncoderSettings = new TextEncoderSettings(UnicodeRanges.All));
        services.AddRequestLocalization(options =>
        {
            options.SetDefaultCulture(Texts.Languages[0]);
            options.AddSupportedCultures([.. Texts.Languages]);
            options.AddSupportedUICultures([.. Texts.Languages]);
        });
        return services;
    }

    /// <summary>Adds the middleware in its order; before any endpoint is mapped.</summary>
    public static void UseReview(this WebApplication app)
    {
        app.UseSecurityHeaders();
        app.UseRequestLocalization();
        app.UseWhen(IsProgram, api => api.UseExceptionHandler().UseStatusCodePages());
        app.UseWhen(c => !IsProgram(c), pages => pages.UseExceptionHandler("/error", createScopeForErrors: true).UseStatusCodePagesWithReExecute("/not-found", createScopeForStatusCodePages: true));
        app.UseRouting();
        app.UseRateLimiter();
        app.UseAuthentication();
        app.UseAuthorization();
        app.UseAntiforgery();
        app.Use(TakeZone);
    }

    /// <summary>Adds the endpoints.</summary>
    public static void MapReview(this WebApplication app)
    {
        app.MapStaticAssets().AllowAnonymous();
        app.MapApi();
        app.MapGet("/language/{to}", SetLanguage).AllowAnonymous().ExcludeFromDescription();
        app.MapPost("/logout", SignOut).ExcludeFromDescription();
        app.MapRazorComponents<App>()
            .AddInteractiveServerRenderMode(options => options.ContentSecurityFrameAncestorsPolicy = null)
            .WithStaticAssets();
    }

    private static bool IsProgram(HttpContext context) =>
        context.Request.Path.StartsWithSegments("/api") || context.Request.Path.StartsWithSegments("/evidence") || context.Request.Path.StartsWithSegments("/live") || context.Request.Path.StartsWithSegments("/openapi");

    private static Task TakeZone(HttpContext context, RequestDelegate next)
    {
        if (context.Request.Cookies[ViewerZone.Cookie] is { Length: > 0 and < 64 } name)
            context.RequestServices.GetRequiredService<ViewerZone>().Name = Uri.UnescapeDataString(name);
        return next(context);
    }

    private static IResult SetLanguage(string to, string? back, HttpContext context)
    {
        if (Texts.Languages.Contains(to))
            context.Response.Cookies.Append(CookieRequestCultureProvider.DefaultCookieName,
                CookieRequestCultureProvider.MakeCookieValue(new(CultureInfo.GetCultureInfo(to))),
                new() { MaxAge = TimeSpan.FromDays(365), SameSite = SameSiteMode.Lax, HttpOnly = true, Secure = context.Request.IsHttps, IsEssential = true });
        return TypedResults.LocalRedirect(LocalAddress.Or(back, "/cases"));
    }

    private static async Task<IResult> SignOut(HttpContext context, IAntiforgery antiforgery, SignInManager<Account> manager)
    {
        if (!await antiforgery.IsRequestValidAsync(context))
            return TypedResults.BadRequest();
        await manager.SignOutAsync();
        return TypedResults.LocalRedirect("/login");
    }
}
