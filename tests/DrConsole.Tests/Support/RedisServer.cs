using DrConsole.Backups.Sources;
using DrConsole.Backups.Sources.Redis;

namespace DrConsole.Tests.Support;

/// <summary>A private Redis on a Unix socket, with a password, gone with the test process.</summary>
public sealed class RedisServer : IAsyncLifetime
{
    /// <summary>What people put into passwords.</summary>
    public const string Password = """p'a"s s\w#o:r$d ä""";

    private readonly string _folder = GuardedServer.NewFolder(null);
    private GuardedServer? _server;

    public string Socket => Path.Combine(_folder, "s");

    public RedisSettings Settings => new(Socket, 0);

    public async ValueTask InitializeAsync()
    {
        var config = Path.Combine(_folder, "redis.conf");
        await File.WriteAllTextAsync(config, $"port 0\nunixsocket {Socket}\ndir {_folder}\nsave \"\"\nrequirepass \"{Password.Replace(@"\", @"\\", StringComparison.Ordinal).Replace("\"", "\\\"", StringComparison.Ordinal)}\"\nrepl-diskless-sync-delay 0\nmaxclients 100\nlogfile {_folder}/log\n", TestContext.Current.CancellationToken);
        _server = GuardedServer.Start(_folder, null, "redis-server", config);
        await Until.TrueAsync(async () => await Attempt.Async(() => AskAsync("PING")) is null);
    }

    /// <summary>Runs commands and returns what was answered.</summary>
    public Task<string> AskAsync(params string[] commands) => new RedisLink(Socket, 0, null, new(Password)).AskAsync(commands, CancellationToken.None);

    internal IBackupSource Source(string? password = Password) => new SourceFactory().Create(Settings, new(password is null ? null : new(password)));

    public ValueTask DisposeAsync() => _server is null ? ValueTask.CompletedTask : _server.DisposeAsync();
}
