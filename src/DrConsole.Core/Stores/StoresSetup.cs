using Microsoft.Extensions.DependencyInjection;

namespace DrConsole.Stores;

/// <summary>Registers stores.</summary>
internal static class StoresSetup
{
    public static IServiceCollection AddStores(this IServiceCollection services) => services
        .AddSingleton<StoreOpener>().AddSingleton<StoreDirectory>().AddSingleton<RemovableMedium>()
        .AddSingleton<StoreCommands>().AddSingleton<CustodyCommands>().AddSingleton<IStoreQueries, StoreQueries>();
}
