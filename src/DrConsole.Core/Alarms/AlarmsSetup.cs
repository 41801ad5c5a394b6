using Microsoft.Extensions.DependencyInjection;

namespace DrConsole.Alarms;

/// <summary>Registers alarms.</summary>
internal static class AlarmsSetup
{
    public static IServiceCollection AddAlarms(this IServiceCollection services) => services
        .AddSingleton<AlarmCommands>()
        .AddSingleton<IAlarmQueries, AlarmQueries>();
}
