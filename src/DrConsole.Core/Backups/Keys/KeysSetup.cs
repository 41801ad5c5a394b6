using Microsoft.Extensions.DependencyInjection;

namespace DrConsole.Backups.Keys;

/// <summary>Registers encryption and signing keys.</summary>
public static class KeysSetup
{
    internal static IServiceCollection AddKeys(this IServiceCollection services) => services
        .AddSingleton<KeyRing>().AddSingleton<KeyCommands>().AddSingleton<EscrowCommands>().AddSingleton<RecoveryKits>().AddSingleton<EscrowWatch>().AddSingleton<IKeyQueries, KeyQueries>();

    /// <summary>Has this process watch the proofs of the escrow keys.</summary>
    public static IServiceCollection AddEscrowService(this IServiceCollection services) => services.AddHostedService<EscrowService>();
}
