using DrConsole.Web.Dashboard;
using DrConsole.Web.Plans;
using DrConsole.Web.Settings;

namespace DrConsole.Web.Shell;

/// <summary>Pages, circuits and static files.</summary>
internal static class ShellSetup
{
    public static IServiceCollection AddShell(this IServiceCollection services)
    {
        services.AddRazorComponents().AddInteractiveServerComponents();
        return services.AddPlanPages().AddDashboard().AddSettings().AddHostedService<LiveFeedService>();
    }

    public static void MapShell(this WebApplication app)
    {
        app.MapStaticAssets().AllowAnonymous();

        // Compressing the socket doubles a circuit's memory for little; measured.
        app.MapRazorComponents<App>().AddInteractiveServerRenderMode(options => options.DisableWebSocketCompression = true);
    }
}
