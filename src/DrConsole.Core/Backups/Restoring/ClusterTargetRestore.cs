using System.Globalization;
using DrConsole.Backups.Keys;
using DrConsole.Backups.Wal.Recovery;
using DrConsole.Platform;

namespace DrConsole.Backups.Restoring;

/// <summary>A physical base backup into a new cluster's directory, recovered to an instant: <see cref="ClusterRestore"/> in the words of every other restore.</summary>
internal sealed class ClusterTargetRestore(PostgresClusterTarget target, Guid serves, TimeProvider clock)
{
    private TargetCheck? _seen;

    /// <summary>Looks whether it can be done from this copy and the log beside it. Changes nothing.</summary>
    /// <exception cref="RefusedException">It cannot; the message names the gap, or what this machine lacks.</exception>
    public async Task<TargetCheck> LookAsync(OpenCopy copy, CancellationToken ct) =>
        _seen = Describe(await PreparedRestore.MakeAsync(Request(copy, static (_, _) => throw new InvalidOperationException("Looking opens nothing.")), ct));

    /// <summary>Restores.</summary>
    /// <exception cref="RefusedException">Nothing was changed, or the target is unusable: the message says which, why, and what helps.</exception>
    public async Task<RestoreResult> RunAsync(
        OpenCopy copy, Func<IReadOnlyList<string>, CancellationToken, Task<IdentityFile>> identitiesAsync, Func<CancellationToken, Task> beforeChangeAsync, IProgress<RestoreProgress> progress,
        CancellationToken ct)
    {
        var check = _seen ?? await LookAsync(copy, ct);
        var meter = new Meter(progress);
        progress.Report(new("checking the target", 0, 0) { Line = $"Target: {check.Identity}." });
        check.Remarks.ToList().ForEach(remark => progress.Report(new("checking the target", 0, 0) { Line = remark }));
        var result = await ClusterRestore.RunAsync(
            Request(copy, identitiesAsync) with { Progress = meter, OnFetched = meter.Count, BeforeChangeAsync = (_, token) => beforeChangeAsync(token), OnPlanned = plan => meter.Expect(plan.PlainBytes) },
            clock, ct);
        return new(check, result.Steps, new(result.Files, [], null)) { Remarks = [.. Words(result), .. result.Remarks] };
    }

    // Only the base backup that was chosen: which one is restored is part of what was asked for and approved.
    private ClusterRestoreRequest Request(OpenCopy copy, Func<IReadOnlyList<string>, CancellationToken, Task<IdentityFile>> identitiesAsync) => new()
    {
        Store = copy.Store, Source = copy.Manifest.Source, Bases = [new(copy.Folder, copy.Manifest)], Trusted = copy.Trusted, IdentitiesAsync = identitiesAsync,
        Folder = target.Folder, Until = target.Until, Port = target.Port, Serves = serves,
    };

    private TargetCheck Describe(PreparedRestore work)
    {
        var (wal, window) = (work.Plan.Base.Manifest.Facts.Wal!, work.Plan.Window);
        return new(
            $"the new directory {work.Folder} on {Environment.MachineName}",
            [
                $"It becomes {work.Plan.Base.Manifest.Facts.ServerVersion}, cluster {wal.SystemIdentifier}, owned by {work.Owner.Name}.",
                $"{(target.Until is { } until ? $"It is recovered to {Text(until)}" : $"It is recovered to the end of what was shipped, {Text(window.Until)}")}, on timeline {window.Timeline.ToString(CultureInfo.InvariantCulture)}, "
                    + $"from the base backup of {Text(window.From)} and {Counted.Say(work.Plan.Log.Count, "piece")} of log; {Sizes.Say(work.Plan.PlainBytes)} are needed.",
                .. work.Plan.Remarks,
            ]);
    }

    private IEnumerable<string> Words(ClusterRestoreResult result)
    {
        yield return $"Recovered to {result.ReachedLsn}{(result.LastCommitAt is { } last ? $"; the last commit in it is of {Text(last)}" : "; no commit lay between the base backup and that instant")}. "
            + $"It writes timeline {result.Timeline.ToString(CultureInfo.InvariantCulture)} from now on.";
        yield return $"The server is stopped. Its owner starts it with: pg_ctl -D {target.Folder} start{(target.Port is { } port ? string.Create(CultureInfo.InvariantCulture, $" (port {port})") : "")}";
    }

    private static string Text(DateTimeOffset instant) => instant.UtcDateTime.ToString("yyyy-MM-dd HH:mm:ss.fff 'UTC'", CultureInfo.InvariantCulture);

    private sealed class Meter(IProgress<RestoreProgress> to) : IProgress<string>
    {
        private const long ToldEvery = 4 * 1024 * 1024;
        private readonly Lock _gate = new();
        private string _stage = "starting";
        private long _bytes;
        private long _told;
        private long _expected;

        public void Expect(long bytes) => _expected = bytes;

        public void Report(string value)
        {
            _stage = value;
            to.Report(new(value, _bytes, _expected) { Line = $"{char.ToUpperInvariant(value[0])}{value[1..]}." });
        }

        public void Count(int bytes)
        {
            lock (_gate)
            {
                _bytes += bytes;
                if (_bytes - _told < ToldEvery)
                {
                    return;
                }

                _told = _bytes;
            }

            to.Report(new(_stage, _bytes, _expected));
        }
    }
}
