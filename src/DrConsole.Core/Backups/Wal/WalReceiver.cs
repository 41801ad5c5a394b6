using System.Globalization;
using DrConsole.Backups.Sources.Postgres;
using DrConsole.Platform;

namespace DrConsole.Backups.Wal;

/// <summary>
/// Keeps <c>pg_receivewal</c> running on a replication slot, so that the server keeps what is not on this machine's disk yet. What stops it is
/// told with its cure; it tries again until it is cancelled.
/// </summary>
/// <param name="startOverAsync">Seals what is there and empties the folder: the log cannot be continued from where it ends.</param>
internal sealed class WalReceiver(WalStreamRequest request, PostgresLink link, WalServer server, string folder, Func<CancellationToken, Task> startOverAsync, TimeProvider time)
{
    private static readonly TimeSpan ShortestPause = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan LongestPause = TimeSpan.FromSeconds(30);
    private static readonly TimeSpan SpaceEvery = TimeSpan.FromSeconds(5);

    /// <summary>Cause and cure while nothing is received.</summary>
    public string? Fault { get; private set; } = "It is starting.";

    /// <summary>Why log is missing for good, once that happened; null while all was received in one piece.</summary>
    public string? Loss { get; private set; }

    /// <summary>Process id of the running receiver.</summary>
    public int? ProcessId { get; private set; }

    /// <summary>Receives until cancelled.</summary>
    public async Task RunAsync(CancellationToken ct)
    {
        using var secrets = PrivateFolder.Create();
        var pause = ShortestPause;
        while (!ct.IsCancellationRequested)
        {
            try
            {
                EnsureSpace();
                var began = time.GetTimestamp();
                await ReceiveAsync(secrets, ct);
                pause = time.GetElapsedTime(began) > LongestPause ? ShortestPause : pause;
            }
            catch (RefusedException refusal)
            {
                Fault = refusal.Message;
            }

            await Task.Delay(pause, time, ct);
            pause = pause * 2 > LongestPause ? LongestPause : pause * 2;
        }
    }

    private async Task ReceiveAsync(PrivateFolder secrets, CancellationToken ct)
    {
        var tools = await PhysicalChecks.ToolsAsync(await PhysicalChecks.LookAsync(link, request.Settings.Slot, ct), ct);
        var state = await server.LookAsync(ct);
        await EnsureSlotAsync(state, tools, secrets, ct);
        await using var child = ChildProcess.Start(new(
            tools.Program("pg_receivewal"), [.. Arguments(), "--directory", folder, "--synchronous", "--no-loop"])
        {
            Environment = link.ToolEnvironment(secrets), Serves = request.Sealing.Serves,
        });
        (Fault, ProcessId) = (null, child.Id);
        try
        {
            var exit = await WatchAsync(child, ct);
            await UnderstandAsync(exit, ct);
        }
        finally
        {
            ProcessId = null;
        }
    }

    private async Task EnsureSlotAsync(WalServerState state, PostgresTools tools, PrivateFolder secrets, CancellationToken ct)
    {
        var hadLog = new WalFolder(folder).Names(state.SegmentBytes).Count > 0;
        if (state.Slot is { IsLost: true })
        {
            await server.DropSlotAsync(ct);
            await LoseAsync($"the server threw log away that the slot {request.Settings.Slot} still needed, because max_slot_wal_keep_size was reached", ct);
        }
        else if (state.Slot is { Type: not "physical" })
        {
            throw new RefusedException("slot_logical", $"The replication slot {request.Settings.Slot} is a logical one and belongs to somebody else. Give the policy another slot name.");
        }
        else if (state.Slot is { ActivePid: not null })
        {
            await server.EndStreamAsync(ct); // of a console that is gone: this one holds the lease
        }
        else if (state.Slot is null && hadLog)
        {
            Loss = $"Somebody dropped the replication slot {request.Settings.Slot}. It was made again; whether the server still has all log since is being found out.";
        }

        _ = await ChildProcess.ReadAsync(
            new(tools.Program("pg_receivewal"), [.. Arguments(), "--create-slot", "--if-not-exists"]) { Environment = link.ToolEnvironment(secrets), Serves = request.Sealing.Serves }, ct);
    }

    // Not by --dbname: pg_receivewal takes a connection string there, and has no need of a database.
    private IEnumerable<string> Arguments() =>
    [
        "--no-password", "--host", link.Host, "--port", link.Port.ToString(CultureInfo.InvariantCulture), "--username", link.User, "--slot", request.Settings.Slot,
    ];

    private async Task<ChildExit> WatchAsync(ChildProcess child, CancellationToken ct)
    {
        var ended = child.WaitAsync(ct);
        while (await Task.WhenAny(ended, Task.Delay(SpaceEvery, time, ct)) != ended)
        {
            ct.ThrowIfCancellationRequested();
            EnsureSpace(); // throws: the child ends, and the server keeps the log
            if (Loss is not null && !Loss.Contains("is lost", StringComparison.Ordinal))
            {
                Loss = null; // it goes on where the folder ended: nothing is missing
            }
        }

        return await ended;
    }

    private async Task UnderstandAsync(ChildExit exit, CancellationToken ct)
    {
        Fault = $"pg_receivewal ended with code {exit.Code}: {exit.Said}";
        if (exit.Said.Contains("has already been removed", StringComparison.Ordinal))
        {
            // The receiver's first message moves the slot back to where it wanted to begin, when the server reads it before it looks for the segment. Then the slot holds
            // a place that is gone, the server still calls it reserved, and everybody who begins at the slot fails like this for ever.
            await server.DropSlotAsync(ct);
            await LoseAsync($"the server does not have the segment any more that follows what was received, because its slot {request.Settings.Slot} was dropped or lost", ct);
        }
        else if (exit.Said.Contains("is not in this server's history", StringComparison.Ordinal))
        {
            await LoseAsync("the server went another way than the log that was received: a standby was promoted that had not received all of it", ct);
        }
        else if (exit.Said.Contains("no longer get changes from replication slot", StringComparison.Ordinal) || exit.Said.Contains("invalidated", StringComparison.Ordinal))
        {
            await server.DropSlotAsync(ct);
            await LoseAsync($"the server threw log away that the slot {request.Settings.Slot} still needed, because max_slot_wal_keep_size was reached", ct);
        }
    }

    private async Task LoseAsync(string why, CancellationToken ct)
    {
        await startOverAsync(ct);
        Loss = $"Write-ahead log is lost: {why}. Nothing recovers across this gap. Reception goes on behind it; take a new base backup now, for recovery begins with one behind the gap.";
    }

    private void EnsureSpace()
    {
        Directory.CreateDirectory(folder);
        var free = new DriveInfo(folder).AvailableFreeSpace;
        if (free < request.LeastFreeBytes)
        {
            throw new RefusedException("wal_no_space",
                $"Only {Sizes.Say(free)} are free where the console keeps log that is not shipped yet ({request.Folder}), so nothing more is received; the server keeps it as far as max_slot_wal_keep_size allows. "
                + "See to the stores that do not answer, or give the disk more space.");
        }
    }
}
