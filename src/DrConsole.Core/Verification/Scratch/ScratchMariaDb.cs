using DrConsole.Platform;

namespace DrConsole.Verification.Scratch;

/// <summary>An empty MariaDB for one restore test: a socket and no port.</summary>
internal sealed class ScratchMariaDb : ScratchServer
{
    /// <summary>Its administrator, who needs no password on the socket.</summary>
    public const string User = "root";

    private readonly Sandbox _sandbox;
    private readonly Guid _serves;

    private ScratchMariaDb(ChildProcess process, string socketFolder, string version, Sandbox sandbox, Guid serves) : base(process, socketFolder) =>
        (Version, _sandbox, _serves) = (version, sandbox, serves);

    /// <inheritdoc/>
    public override string Version { get; }

    public string Socket => Path.Combine(SocketFolder, "mariadb.sock");

    /// <summary>Makes and starts one.</summary>
    public static async Task<ScratchMariaDb> StartAsync(ScratchPlace place, Sandbox sandbox, Guid serves, TimeProvider clock, CancellationToken ct)
    {
        var (data, sockets) = (place.Folder("data"), place.Folder("s"));
        await sandbox.GiveAsync(place.Inside, ct);
        string version;
        try
        {
            version = (await ChildProcess.ReadAsync(new("mariadbd", ["--no-defaults", "--version"]), ct)).Trim();
            await ChildProcess.ReadAsync(
                sandbox.Around(new("mariadb-install-db", ["--no-defaults", $"--datadir={data}", "--auth-root-authentication-method=normal", "--skip-test-db"]) { Serves = serves }), ct);
        }
        catch (RefusedException failure)
        {
            throw new NotVerifiableException($"No scratch MariaDB could be made: {failure.Message} Install mariadb-server (it need not run) and verify again.");
        }

        var process = ChildProcess.Start(sandbox.Around(new("mariadbd",
        [
            "--no-defaults", $"--datadir={data}", $"--socket={Path.Combine(sockets, "mariadb.sock")}", $"--pid-file={Path.Combine(sockets, "pid")}", "--skip-networking", "--skip-log-bin",
            "--innodb-flush-log-at-trx-commit=0", "--innodb-doublewrite=0", "--sync-frm=0", "--max-allowed-packet=1G",
        ]) { Serves = serves }));
        var server = new ScratchMariaDb(process, sockets, version, sandbox, serves);
        try
        {
            await server.WaitAsync(clock, ct);
            return server;
        }
        catch
        {
            await server.DisposeAsync();
            throw;
        }
    }

    /// <summary>Asks it one thing, read-only and within a minute; gives the first value of the first row, or null.</summary>
    public async Task<string?> AskAsync(string? database, string sql, CancellationToken ct)
    {
        var lines = await ChildProcess.ReadAsync(
            _sandbox.Around(new("mariadb",
            [
                "--no-defaults", $"--socket={Socket}", $"--user={User}", "--batch", "--skip-column-names",
                "--init-command=SET SESSION TRANSACTION READ ONLY, SESSION max_statement_time=60", $"--execute={sql}", .. database is null ? (string[])[] : [database],
            ]) { Serves = _serves }),
            ct);
        return lines.Length == 0 ? null : lines.Split('\n')[0].Split('\t')[0];
    }

    /// <inheritdoc/>
    protected override async Task<bool> AnswersAsync(CancellationToken ct)
    {
        try
        {
            return File.Exists(Socket) && await AskAsync(null, "SELECT 1", ct) == "1";
        }
        catch (RefusedException)
        {
            return false; // not up yet; whoever waits gives up with its log in the end
        }
    }
}
