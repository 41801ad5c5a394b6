using System.Diagnostics;
using DrConsole.Backups.Restoring;
using DrConsole.Backups.Sources;
using DrConsole.Backups.Sources.MariaDb;
using DrConsole.Platform;

namespace DrConsole.Tests.Support;

/// <summary>A private MariaDB on a Unix socket, gone with the test process. <c>root</c> needs no password; users that a test makes do.</summary>
public sealed class MariaDbServer : IAsyncLifetime
{
    /// <summary>What people put into passwords.</summary>
    public const string Password = """p'a"s s\w#o:r$d ä; x""";

    private const string User = "mysql"; // MariaDB refuses root unless it is told to be
    private readonly string _folder = GuardedServer.NewFolder(User);
    private GuardedServer? _server;

    public string Socket => Path.Combine(_folder, "s");

    public MariaDbSettings Settings(params string[] databases) => new("localhost", 3306, "root", databases) { Socket = Socket };

    public MariaDbTarget Target(string? database) => new("localhost", 3306, "root", database) { Socket = Socket };

    internal IBackupSource Source(MariaDbSettings settings, string? password = null) => new SourceFactory().Create(settings, new(password is null ? null : new(password)));

    public async ValueTask InitializeAsync()
    {
        var install = new ProcessStartInfo("mariadb-install-db") { UseShellExecute = false, RedirectStandardOutput = true, RedirectStandardError = true };
        foreach (var argument in (string[])["--no-defaults", $"--datadir={_folder}/data", "--auth-root-authentication-method=normal", "--skip-test-db", .. Environment.IsPrivilegedProcess ? [$"--user={User}"] : Array.Empty<string>()])
        {
            install.ArgumentList.Add(argument);
        }

        using (var process = Process.Start(install)!)
        {
            var said = Task.WhenAll(process.StandardOutput.ReadToEndAsync(TestContext.Current.CancellationToken), process.StandardError.ReadToEndAsync(TestContext.Current.CancellationToken));
            await process.WaitForExitAsync(TestContext.Current.CancellationToken);
            Assert.True(process.ExitCode == 0, string.Concat(await said));
        }

        _server = GuardedServer.Start(
            _folder, User, "mariadbd", "--no-defaults", $"--datadir={_folder}/data", $"--socket={Socket}", $"--pid-file={_folder}/pid", "--skip-networking", "--innodb-flush-log-at-trx-commit=0", "--innodb-buffer-pool-size=32M", "--event-scheduler=OFF");
        await Until.TrueAsync(async () => await Attempt.Async(() => AskAsync("SELECT 1")) is null);
    }

    /// <summary>Runs one statement after the other as root; returns the rows of the last.</summary>
    public async Task<List<string[]>> AskAsync(params string[] statements)
    {
        using var secrets = PrivateFolder.Create();
        await using var session = await MariaDbConsole.OpenAsync(new("localhost", 3306, "root", Socket, null), secrets, null, CancellationToken.None);
        List<string[]> rows = [];
        foreach (var statement in statements)
        {
            rows = await session.AskAsync(statement, CancellationToken.None);
        }

        return rows;
    }

    public ValueTask DisposeAsync() => _server is null ? ValueTask.CompletedTask : _server.DisposeAsync();
}
