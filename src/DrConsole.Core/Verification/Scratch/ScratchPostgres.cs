using DrConsole.Platform;
using Npgsql;

namespace DrConsole.Verification.Scratch;

/// <summary>An empty PostgreSQL of a given major version for one restore test: a socket and no port, nothing written through to the disk.</summary>
internal sealed class ScratchPostgres : ScratchServer
{
    /// <summary>Its superuser: a name that no dump has, so that restored roles meet no namesake.</summary>
    public const string User = "drconsole_scratch";

    private ScratchPostgres(ChildProcess process, string socketFolder, string version) : base(process, socketFolder) => Version = version;

    /// <inheritdoc/>
    public override string Version { get; }

    /// <summary>The port is part of the socket's name.</summary>
    public static int Port => 5432;

    /// <summary>The folder of that major version's programs.</summary>
    /// <exception cref="NotVerifiableException">They are not on this machine.</exception>
    public static string Programs(int major) => $"/usr/lib/postgresql/{major}/bin" is var folder && File.Exists(Path.Combine(folder, "postgres"))
        ? folder
        : throw new NotVerifiableException($"The backup is of PostgreSQL {major}, which is not on this machine. Install it (Debian: postgresql-{major}) and verify again.");

    /// <summary>Makes and starts one.</summary>
    public static async Task<ScratchPostgres> StartAsync(int major, ScratchPlace place, Sandbox sandbox, Guid serves, TimeProvider clock, CancellationToken ct)
    {
        var programs = Programs(major);
        var (data, sockets) = (place.Folder("data"), place.Folder("s"));
        await sandbox.GiveAsync(place.Inside, ct);
        await RunAsync(sandbox, serves, Path.Combine(programs, "initdb"), ["-D", data, "-A", "trust", "-U", User, "--no-sync", "--encoding=UTF8", "--locale=C.UTF-8"], ct);
        var version = (await ChildProcess.ReadAsync(new(Path.Combine(programs, "postgres"), ["--version"]), ct)).Trim().Replace("postgres (PostgreSQL)", "PostgreSQL", StringComparison.Ordinal);
        var process = ChildProcess.Start(sandbox.Around(new(Path.Combine(programs, "postgres"), ["-D", data, .. Settings(sockets)]) { Serves = serves }));
        var server = new ScratchPostgres(process, sockets, version);
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

    /// <summary>For the console's own questions.</summary>
    public string ConnectionString(string database) =>
        new NpgsqlConnectionStringBuilder { Host = SocketFolder, Port = Port, Username = User, Database = database, Pooling = false, Timeout = 15 }.ConnectionString;

    /// <inheritdoc/>
    protected override async Task<bool> AnswersAsync(CancellationToken ct)
    {
        try
        {
            await using var connection = new NpgsqlConnection(ConnectionString("postgres"));
            await connection.OpenAsync(ct);
            return true;
        }
        catch (NpgsqlException)
        {
            return false; // not up yet; whoever waits gives up with its log in the end
        }
    }

    // It lives for one test, so nothing has to survive a crash: restoring takes less than half the time.
    private static IEnumerable<string> Settings(string sockets) => new[]
    {
        "listen_addresses=", $"unix_socket_directories={sockets}", $"port={Port}", "fsync=off", "full_page_writes=off", "synchronous_commit=off",
        "wal_level=minimal", "max_wal_senders=0", "max_wal_size=4GB", "shared_buffers=128MB", "maintenance_work_mem=256MB", "logging_collector=off", "max_connections=40",
    }.SelectMany(setting => (string[])["-c", setting]);

    private static async Task RunAsync(Sandbox sandbox, Guid serves, string program, string[] arguments, CancellationToken ct)
    {
        try
        {
            await ChildProcess.ReadAsync(sandbox.Around(new(program, arguments) { Serves = serves }), ct);
        }
        catch (RefusedException failure)
        {
            throw new NotVerifiableException($"No scratch server could be made: {failure.Message}");
        }
    }
}
