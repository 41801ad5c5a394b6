using System.Globalization;
using DrConsole.Backups.Format;
using DrConsole.Backups.Pipeline;
using DrConsole.Backups.Sources;
using DrConsole.Platform;
using DrConsole.Verification;

namespace DrConsole.Backups.Restoring;

/// <summary>
/// Restores a backup into a target and compares what came out with what went in. It measures each part; it ends with a result or throws, and a target
/// that was touched and not finished says of itself that it must not be used.
/// </summary>
public sealed class RestoreEngine(RestoreSinks sinks, BackupReader reader, TimeProvider clock)
{
    private const long ToldEvery = 4 * 1024 * 1024;

    /// <summary>Restores.</summary>
    /// <exception cref="RefusedException">Nothing was changed, or the target is unusable: the message says which, why, and what helps.</exception>
    public async Task<RestoreResult> RunAsync(RestoreRequest request, CancellationToken ct)
    {
        ArgumentNullException.ThrowIfNull(request);
        await using var sink = sinks.Create(request.Target, request.Password, request.Contain);
        var work = new Work(request.Progress);
        var check = await work.MeasureAsync(clock, "check the target", async () =>
        {
            work.Tell("checking the target");
            var found = await sink.CheckAsync(request.Manifest, ct);
            work.Tell("checking the target", $"Target: {found.Identity}.");
            foreach (var remark in found.Remarks)
            {
                work.Tell("checking the target", remark);
            }

            return (found, found.Identity);
        });
        await request.BeforeChangeAsync(check, ct);
        CrashPoint.Reach("restore.after-check");
        var wanted = Wanted(request, sink);
        work.Expect(wanted.Sum(part => part.Stream.PlainBytes));
        foreach (var (folder, stream) in wanted)
        {
            await work.MeasureAsync(clock, $"fetch, decrypt and restore {stream.Name}", async () =>
            {
                work.Tell(stream.Name, $"Restoring {stream.Name}, {Sizes.Say(stream.PlainBytes)}.");
                await using var plain = await reader.OpenAsync(request.Store, folder, stream, request.Identities, ct);
                await using var seen = new ObservedStream(plain, bytes => work.Count(stream.Name, bytes.Length));
                await sink.RestoreAsync(stream, seen, ct);
                return (true, Sizes.Say(stream.PlainBytes));
            });
        }

        CrashPoint.Reach("restore.before-compare");
        var comparison = await work.MeasureAsync(clock, "compare", async () =>
        {
            work.Tell("comparing", "Comparing the content with the fingerprints of the backup.");
            var found = await sink.CompareAsync(request.Manifest, ct);
            return (found, Words(found));
        });
        work.Tell("done", Words(comparison));
        return new(check, work.Steps, comparison);
    }

    /// <summary>A comparison in one sentence.</summary>
    public static string Words(RestoreComparison comparison)
    {
        ArgumentNullException.ThrowIfNull(comparison);
        return comparison switch
        {
            { Differences.Count: > 0 } => $"{Counted.Say(comparison.Differences.Count, "difference")}: {comparison.Differences[0]}",
            { NotComparable: { } reason } => $"Not compared: {reason}",
            { Compared: 0 } => "Nothing was compared: what was restored has no part whose content was recorded.",
            { Compared: 1 } => "The one compared part is exactly as it was.",
            _ => $"All {comparison.Compared.ToString(CultureInfo.InvariantCulture)} compared parts are exactly as they were.",
        };
    }

    private static List<(string Folder, ManifestEntry Stream)> Wanted(RestoreRequest request, IRestoreSink sink) =>
        [.. request.Needs.Append((request.Folder, request.Manifest)).SelectMany(backup => backup.Manifest.Streams.Where(sink.Wants).Select(stream => (backup.Folder, stream)))];

    private sealed class Work(IProgress<RestoreProgress>? progress)
    {
        private long _bytes;
        private long _expected;
        private long _told;

        public List<VerificationStep> Steps { get; } = [];

        public void Expect(long bytes) => _expected = bytes;

        public void Tell(string stage, string? line = null) => progress?.Report(new(stage, _bytes, _expected) { Line = line });

        public void Count(string stage, int bytes)
        {
            _bytes += bytes;
            if (_bytes - _told >= ToldEvery)
            {
                CrashPoint.Reach("restore.mid-stream");
                _told = _bytes;
                Tell(stage);
            }
        }

        public async Task<T> MeasureAsync<T>(TimeProvider clock, string name, Func<Task<(T Result, string Words)>> work)
        {
            var start = clock.GetTimestamp();
            var (result, words) = await work();
            Steps.Add(new(name, clock.GetElapsedTime(start).TotalSeconds, words));
            return result;
        }
    }
}
