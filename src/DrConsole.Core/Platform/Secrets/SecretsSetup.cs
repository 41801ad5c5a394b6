using Microsoft.Extensions.DependencyInjection;

namespace DrConsole.Platform;

/// <summary>Registers what seals secrets.</summary>
internal static class SecretsSetup
{
    public static IServiceCollection AddSecrets(this IServiceCollection services) => services
        .AddSingleton(provider => new MasterKey(provider.GetRequiredService<ConsoleOptions>().MasterKeyFile))
        .AddSingleton<SecretBox>();
}
