using System.Globalization;
using DrConsole.Platform;

namespace DrConsole.Verification.Scratch;

/// <summary>A Redis that loads a restored file: a socket and no port, and it saves nothing.</summary>
internal sealed class ScratchRedis : ScratchServer
{
    private readonly Sandbox _sandbox;

    private ScratchRedis(ChildProcess process, string socketFolder, string version, Sandbox sandbox) : base(process, socketFolder) => (Version, _sandbox) = (version, sandbox);

    /// <inheritdoc/>
    public override string Version { get; }

    private string Socket => Path.Combine(SocketFolder, "redis.sock");

    /// <summary>Starts one on a file.</summary>
    /// <param name="file">Lies inside the place.</param>
    public static async Task<ScratchRedis> StartAsync(string file, ScratchPlace place, Sandbox sandbox, Guid serves, TimeProvider clock, CancellationToken ct)
    {
        var sockets = place.Folder("s");
        await sandbox.GiveAsync(place.Inside, ct);
        string version;
        try
        {
            version = (await ChildProcess.ReadAsync(new("redis-server", ["--version"]), ct)).Trim();
        }
        catch (RefusedException missing)
        {
            throw new NotVerifiableException($"No scratch Redis could be started: {missing.Message}");
        }

        var process = ChildProcess.Start(sandbox.Around(new("redis-server",
        [
            "--port", "0", "--unixsocket", Path.Combine(sockets, "redis.sock"), "--dir", Path.GetDirectoryName(file)!, "--dbfilename", Path.GetFileName(file), "--save", "", "--appendonly", "no",
        ]) { Serves = serves }));
        var server = new ScratchRedis(process, sockets, version, sandbox);
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

    /// <summary>Number of keys in all its databases.</summary>
    public async Task<long> KeysAsync(CancellationToken ct) =>
        (await AskAsync(["info", "keyspace"], ct)).Split('\n')
            .Select(line => line.Split("keys=")).Where(parts => parts.Length == 2)
            .Sum(parts => long.Parse(parts[1].Split(',')[0], CultureInfo.InvariantCulture));

    // While it loads it answers every ping with an error.
    /// <inheritdoc/>
    protected override async Task<bool> AnswersAsync(CancellationToken ct)
    {
        try
        {
            return File.Exists(Socket) && (await AskAsync(["ping"], ct)).Trim() == "PONG";
        }
        catch (RefusedException)
        {
            return false; // not up yet; whoever waits gives up with its log in the end
        }
    }

    private Task<string> AskAsync(string[] question, CancellationToken ct) => ChildProcess.ReadAsync(_sandbox.Around(new("redis-cli", ["-s", Socket, .. question])), ct);
}
