using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;

namespace DrConsole.Platform;

/// <summary>Registers leases.</summary>
internal static class LeasesSetup
{
    public static IServiceCollection AddLeases(this IServiceCollection services)
    {
        services.TryAddSingleton(LeaseOptions.Usual);
        return services.AddSingleton<Leases>();
    }
}
