using DrConsole.Backups.Format;
using DrConsole.Backups.Restoring;
using DrConsole.Platform;
using DrConsole.Verification.Scratch;

namespace DrConsole.Verification;

/// <summary>
/// The levels that restore: into a private server of the recorded kind and version, or a directory, by the same engine as any restore; then the
/// content is compared with what was recorded at the backup's instant, and the administrator's checks are run.
/// </summary>
internal sealed class RestoreExamination(RestoreEngine restores, TimeProvider clock)
{
    private const double SpaceFactor = 1.5; // indexes and the like beside the plain dump; a guess that only spares a doomed attempt

    public async Task RunAsync(VerificationRequest request, Manifest manifest, IReadOnlyList<(string Folder, Manifest Manifest)> needs, Examination examination, ScratchPlace place, Sandbox sandbox, CancellationToken ct)
    {
        EnsureRoom(manifest, place);
        if (manifest.Streams.Any(stream => stream.Format == StreamFormat.PostgresBase))
        {
            await new ClusterExamination(clock).RunAsync(request, manifest, examination, place, sandbox, ct);
            return;
        }

        await using var scratch = await ScratchTarget.MakeAsync(manifest, place, sandbox, request.RunId, clock, examination, ct);
        CrashPoint.Reach("verify.mid-restore");
        var result = await RestoreAsync(request, manifest, needs, scratch, ct);
        examination.Add(result.Steps);
        await scratch.LoadAsync(manifest, examination, ct);
        Compare(result.Comparison, examination);
        examination.Pass(VerificationLevel.Restored);
        if (request.Level >= VerificationLevel.Content)
        {
            await CheckContentAsync(request, result.Comparison, scratch, examination, ct);
        }
    }

    private async Task<RestoreResult> RestoreAsync(
        VerificationRequest request, Manifest manifest, IReadOnlyList<(string Folder, Manifest Manifest)> needs, ScratchTarget scratch, CancellationToken ct)
    {
        var isTouched = false;
        try
        {
            return await restores.RunAsync(new()
            {
                Store = request.Store, Folder = request.Folder, Manifest = manifest, Needs = needs, Identities = request.Identities!, Target = scratch.Target, Contain = scratch.Contain,
                Progress = new Forwarding(request.Progress), BeforeChangeAsync = (_, _) => { isTouched = true; return Task.CompletedTask; },
            }, ct);
        }
        catch (RefusedException refusal) when (!isTouched)
        {
            throw new NotVerifiableException($"The backup cannot be restored on this machine: {refusal.Message}");
        }
        catch (RefusedException refusal)
        {
            throw Restoring(refusal);
        }
    }

    // What is missing on this machine shows in the middle of some restores. Everything else is the backup's fault.
    private static Exception Restoring(RefusedException refusal) =>
        refusal.Code == "target_not_created" || IsOfMachine(refusal)
            ? new NotVerifiableException($"The restore test could not be carried out on this machine: {refusal.Message}")
            : new ExaminationFailedException($"The backup could not be restored: {refusal.Message}");

    /// <summary>True when a refusal tells of what this machine lacks.</summary>
    internal static bool IsOfMachine(RefusedException refusal) => MachineFaults.Any(fault => refusal.Message.Contains(fault, StringComparison.OrdinalIgnoreCase));

    // A difference fails at every level: that it was not asked for is no reason to hide it.
    private static void Compare(RestoreComparison comparison, Examination examination)
    {
        (examination.TablesCompared, examination.Differences) = (comparison.Compared, comparison.Differences);
        if (comparison.Differences.Count > 0)
        {
            throw new ExaminationFailedException(
                $"What was restored is not what was backed up ({comparison.Differences.Count} differences): {string.Join(" ", comparison.Differences.Take(5))} Take a new backup, and look at an older one.");
        }
    }

    private static async Task CheckContentAsync(VerificationRequest request, RestoreComparison comparison, ScratchTarget scratch, Examination examination, CancellationToken ct)
    {
        foreach (var check in request.Checks)
        {
            await examination.StepAsync($"check: {check.Name}", async () => await scratch.CheckAsync(check, ct) is { } fault ? throw new ExaminationFailedException($"{fault} The restored content is not what the check of the policy wants.") : "holds");
        }

        if (comparison.NotComparable is { } reason)
        {
            throw new NotVerifiableException($"The backup was restored{(request.Checks.Count > 0 ? " and the policy's checks hold" : "")}, but its content could not be compared: {reason}");
        }

        examination.Pass(VerificationLevel.Content);
    }

    private static void EnsureRoom(Manifest manifest, ScratchPlace place)
    {
        var (needed, free) = ((long)(manifest.PlainBytes * SpaceFactor), place.FreeBytes());
        if (free < needed)
        {
            throw new NotVerifiableException(
                $"A restore test needs about {Sizes.Say(needed)} in {place.Inside}, and {Sizes.Say(free)} are free. Make room, or set DRCONSOLE_DATA to a larger disk.");
        }
    }

    private static readonly string[] MachineFaults =
    [
        "No space left on device", "could not open extension control file", "extension control file", "must be loaded via shared_preload_libraries", "out of memory", "Cannot allocate memory", "File too large",
    ];

    private sealed class Forwarding(IProgress<string>? to) : IProgress<RestoreProgress>
    {
        public void Report(RestoreProgress value) => to?.Report($"restoring: {value.Stage}, {Sizes.Say(value.Bytes)} of {Sizes.Say(value.ExpectedBytes)}");
    }
}
