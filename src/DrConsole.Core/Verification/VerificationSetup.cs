using Microsoft.Extensions.DependencyInjection;

namespace DrConsole.Verification;

/// <summary>Registers verification.</summary>
internal static class VerificationSetup
{
    public static IServiceCollection AddVerification(this IServiceCollection services) => services
        .AddSingleton<VerificationEngine>().AddSingleton<VerificationCommands>().AddSingleton<VerificationRunner>()
        .AddSingleton<DueRestoreTests>().AddSingleton<IVerificationQueries, VerificationQueries>();
}
