using DrConsole.Web.Backups;
using DrConsole.Web.Dashboard;
using DrConsole.Web.Incidents;
using DrConsole.Web.People;
using DrConsole.Web.Plans;

namespace DrConsole.Web.Shell;

/// <summary>Pages, circuits and static files.</summary>
internal static class ShellSetup
{
    private const int LongestMessage = 128 * 1024; // a note of 10,000 characters in any script, with room

    public static IServiceCollection AddShell(this IServiceCollection services)
    {
        services.AddRazorComponents().AddInteractiveServerComponents()
            .AddHubOptions(hub => hub.MaximumReceiveMessageSize = LongestMessage);
        return services.AddPlanPages().AddPeople().AddDashboard().AddBackupPages().AddHostedService<LiveFeedService>()
            .AddHostedService<SnapshotHostedService>().AddHostedService<JournalHostedService>();
    }

    public static void MapShell(this WebApplication app)
    {
        app.MapStaticAssets().AllowAnonymous();

        // Compressing the socket doubles a circuit's memory for little; measured.
        app.MapRazorComponents<App>().AddInteractiveServerRenderMode(options => options.DisableWebSocketCompression = true);
    }
}
