using Microsoft.Extensions.DependencyInjection;

namespace DrConsole.Backups.Keys;

/// <summary>Registers encryption and signing keys.</summary>
internal static class KeysSetup
{
    public static IServiceCollection AddKeys(this IServiceCollection services) => services
        .AddSingleton<KeyRing>().AddSingleton<KeyCommands>().AddSingleton<EscrowCommands>().AddSingleton<IKeyQueries, KeyQueries>();
}
