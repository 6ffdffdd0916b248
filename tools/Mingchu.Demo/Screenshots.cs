namespace Mingchu.Demo;

/// <summary>Pictures of the pages, in both languages.</summary>
internal static class Screenshots
{
    public static async Task Save(Chromium browser, Installation installation, Guid id, string folder)
    {
        foreach (var (language, suffix) in new[] { ("zh-CN", "zh"), ("en", "en") })
        {
            var pages = new ReviewPages(await browser.Open(language), installation.Collector.Address);
            await pages.Open("login");
            await Shoot("login");
            await pages.SignIn(installation.Login.User, installation.Login.Password);
            await pages.Open("cases");
            await Shoot("cases");
            await pages.OpenCase(id);
            await Shoot("case");
            await pages.Open("devices");
            await Shoot("devices");

            Task Shoot(string name) => pages.Shoot(Path.Combine(folder, $"{name}.{suffix}.png"));
        }
        Console.WriteLine($"  pictures in {folder}");
    }
}
