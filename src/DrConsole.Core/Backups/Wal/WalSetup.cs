using Microsoft.Extensions.DependencyInjection;

namespace DrConsole.Backups.Wal;

/// <summary>Registers the reception of write-ahead log.</summary>
internal static class WalSetup
{
    public static IServiceCollection AddWal(this IServiceCollection services) => services
        .AddSingleton<WalAlarms>()
        .AddSingleton<WalStreams>()
        .AddSingleton<IWalProgress>(provider => provider.GetRequiredService<WalStreams>());
}
