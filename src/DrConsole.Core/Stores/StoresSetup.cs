using Microsoft.Extensions.DependencyInjection;

namespace DrConsole.Stores;

/// <summary>Registers stores.</summary>
public static class StoresSetup
{
    internal static IServiceCollection AddStores(this IServiceCollection services) => services
        .AddSingleton<StoreOpener>().AddSingleton<StoreDirectory>().AddSingleton<RemovableMedium>()
        .AddSingleton<StoreCommands>().AddSingleton<CustodyCommands>().AddSingleton<IStoreQueries, StoreQueries>().AddSingleton<StoreHealth>().AddSingleton<MediaWatch>().AddSingleton<ResidencyWatch>();

    /// <summary>Has this process ask the stores now and then.</summary>
    public static IServiceCollection AddStoreService(this IServiceCollection services) => services.AddHostedService<StoreHealthService>();
}
