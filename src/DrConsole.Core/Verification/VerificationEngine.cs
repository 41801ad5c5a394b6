using DrConsole.Backups.Format;
using DrConsole.Backups.Pipeline;
using DrConsole.Backups.Restoring;
using DrConsole.Platform;
using DrConsole.Stores;
using DrConsole.Verification.Scratch;

namespace DrConsole.Verification;

/// <summary>
/// Examines one copy of a backup, level by level, without the console's database. The verdict is a pass, a failure, or "not verifiable here",
/// and these are never mixed: what this machine lacks is not the backup's fault, and no lack hides a failure.
/// </summary>
public sealed class VerificationEngine
{
    private readonly StoreCatalogue _catalogue;
    private readonly TimeProvider _clock;
    private readonly CopyExamination _copies;
    private readonly RestoreExamination _restores;

    /// <summary>An engine.</summary>
    public VerificationEngine(StoreCatalogue catalogue, BackupReader reader, RestoreEngine restores, TimeProvider clock) =>
        (_catalogue, _clock, _copies, _restores) = (catalogue, clock, new(catalogue, reader), new(restores, clock));

    /// <summary>Ends what killed processes on this machine left of their restore tests in that folder. Returns how many there were.</summary>
    public static Task<int> SweepAsync(string scratchFolder) => ScratchSweep.RunAsync(scratchFolder);

    /// <summary>Examines. Throws only when it is cancelled, or by a bug.</summary>
    public async Task<VerificationOutcome> RunAsync(VerificationRequest request, CancellationToken ct)
    {
        ArgumentNullException.ThrowIfNull(request);
        var examination = new Examination(_clock, request.Progress);
        CataloguedBackup? found = null;
        using var limit = new CancellationTokenSource(request.Deadline, _clock);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(ct, limit.Token);
        try
        {
            found = await _copies.LookAsync(request, examination, either.Token);
            await ClimbAsync(request, found.Manifest!, examination, either.Token);
            return Ended(Verdict.Pass, null);
        }
        catch (ExaminationFailedException failure)
        {
            return Ended(Verdict.Fail, failure.Message, failure.IsCopyDamaged);
        }
        catch (StoreException failure) when (failure.Fault is StoreFault.Damaged or StoreFault.ObjectMissing)
        {
            return Ended(Verdict.Fail, failure.Message, isDamaged: true);
        }
        catch (Exception lack) when (lack is NotVerifiableException or StoreException)
        {
            return Ended(Verdict.NotVerifiableHere, lack.Message);
        }
        catch (RefusedException refusal)
        {
            // The identity is a recipient's, and yet the copy does not open: then it was not encrypted as its manifest says.
            return refusal.Code == "identity_unfit" ? Ended(Verdict.Fail, refusal.Message, isDamaged: true) : Ended(Verdict.NotVerifiableHere, refusal.Message);
        }
        catch (OperationCanceledException) when (limit.IsCancellationRequested && !ct.IsCancellationRequested)
        {
            return Ended(Verdict.NotVerifiableHere, $"The examination took longer than {request.Deadline.TotalMinutes:0} minutes and was ended. Give it a faster machine or disk, or look at what it waited for.");
        }

        VerificationOutcome Ended(Verdict verdict, string? fault, bool isDamaged = false) =>
            new(verdict, examination.Reached, examination.Report, fault) { Manifest = found?.Manifest, ManifestSha256 = found?.ManifestSha256, IsCopyDamaged = isDamaged };
    }

    private async Task ClimbAsync(VerificationRequest request, Manifest manifest, Examination examination, CancellationToken ct)
    {
        if (request.Level == VerificationLevel.ReadBack)
        {
            await _copies.ReadAsync(request, manifest, examination, null, null, ct);
        }
        else if (request.Level > VerificationLevel.ReadBack)
        {
            var abilities = await SandboxAbilities.FindAsync(ct);
            examination.Protections = abilities.Words();
            await using var place = ScratchPlace.Create(request.ScratchFolder, request.RunId);
            var sandbox = new Sandbox(place.Inside, request.Deadline) { Abilities = abilities };
            await sandbox.GiveAsync(place.Inside, ct);
            await _copies.ReadAsync(request, manifest, examination, place, sandbox, ct);
            if (request.Level >= VerificationLevel.Restored)
            {
                await _restores.RunAsync(request, manifest, await NeedsAsync(request, manifest, ct), examination, place, sandbox, ct);
            }
        }
    }

    // What a changed-only backup builds on lies in the same store, and is believed no more easily than itself.
    private async Task<IReadOnlyList<(string Folder, Manifest Manifest)>> NeedsAsync(VerificationRequest request, Manifest manifest, CancellationToken ct)
    {
        if (manifest.DependsOn.Count == 0)
        {
            return [];
        }

        var needs = new List<(string Folder, Manifest Manifest)>();
        await foreach (var found in _catalogue.ListAsync(request.Store, request.Trusted, manifest.Source, ct))
        {
            if (found is { State: CatalogueState.Complete, Signature: SignatureVerdict.Trusted, Manifest: { } needed } && manifest.DependsOn.Contains(needed.BackupId))
            {
                needs.Add((found.Folder, needed));
            }
        }

        var missing = manifest.DependsOn.Except(needs.Select(need => need.Manifest.BackupId)).ToList();
        return missing.Count == 0
            ? [.. needs.OrderBy(need => need.Manifest.ConsistentAt)]
            : throw new ExaminationFailedException($"The backup builds on {string.Join(", ", missing)}, which this store does not hold whole and signed: alone it cannot be restored.");
    }
}
