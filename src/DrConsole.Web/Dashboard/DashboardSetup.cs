namespace DrConsole.Web.Dashboard;

/// <summary>What the dashboard consists of.</summary>
public static class DashboardSetup
{
    /// <summary>Registers the dashboard's reads.</summary>
    public static IServiceCollection AddDashboard(this IServiceCollection services) => services.AddSingleton<DashboardReads>();
}
