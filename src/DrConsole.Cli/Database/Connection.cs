using DrConsole.Platform;

namespace DrConsole.Cli.Database;

/// <summary>Where the command line finds the console's database: the same settings as the web server.</summary>
internal static class Connection
{
    private const string Console = "ConnectionStrings__Console";

    public static string Application() => Environment.GetEnvironmentVariable(Console) is { Length: > 0 } connection
        ? connection
        : throw new RefusedException("no_connection", $"{Console} is not set. Call this through ./drconsole, or set it to the console's PostgreSQL.");

    public static string Owner() => Environment.GetEnvironmentVariable("ConnectionStrings__ConsoleOwner") is { Length: > 0 } connection ? connection : Application();
}
