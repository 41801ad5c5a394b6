namespace DrConsole.Web.Settings;

/// <summary>What the settings consist of.</summary>
public static class SettingsSetup
{
    /// <summary>Registers what the settings pages need beside the queries and commands of access.</summary>
    public static IServiceCollection AddSettings(this IServiceCollection services) => services.AddScoped<AccessDesk>();
}
