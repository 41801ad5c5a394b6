using DrConsole.Backups.Format;
using DrConsole.Backups.Pipeline;
using DrConsole.Platform;
using DrConsole.Verification.Scratch;
using DrConsole.Verification.Structure;

namespace DrConsole.Verification;

/// <summary>The levels that need no server: the copy is there, gives its bytes back, and has the structure of what it says it is.</summary>
internal sealed class CopyExamination(StoreCatalogue catalogue, BackupReader reader)
{
    /// <summary>V0: listed with the right sizes, under a manifest that somebody trusted signed and that is the expected one.</summary>
    public async Task<CataloguedBackup> LookAsync(VerificationRequest request, Examination examination, CancellationToken ct)
    {
        CataloguedBackup? found = null;
        await examination.StepAsync("look at the files", async () =>
        {
            found = await catalogue.ReadAsync(request.Store, request.Trusted, request.Folder, ct);
            Judge(request, found);
            return $"{Counted.Say(found.Manifest!.Streams.Sum(stream => stream.Slices.Count), "object")} with their sizes, signed by {found.KeyFingerprint}";
        });
        examination.Pass(VerificationLevel.Exists);
        return found!;
    }

    /// <summary>V1, and V2 in the same reading where it is asked for: every object hashed, decrypted, decompressed, the content hashed.</summary>
    public async Task ReadAsync(VerificationRequest request, Manifest manifest, Examination examination, ScratchPlace? place, Sandbox? sandbox, CancellationToken ct)
    {
        await IdentityCheck.EnsureFitsAsync(request.Identities, manifest, ct);
        var findings = new List<StructureFinding>();
        foreach (var stream in manifest.Streams)
        {
            await examination.StepAsync($"read back {stream.Name}", async () =>
            {
                await using var plain = await reader.OpenAsync(request.Store, request.Folder, stream, request.Identities!, ct);
                if (place is null)
                {
                    await plain.CopyToAsync(Stream.Null, ct);
                }
                else
                {
                    var finding = await StructureCheck.RunAsync(stream, plain, place, sandbox!, request.RunId, ct);
                    findings.Add(finding);
                    examination.Use(finding.Tool);
                }

                examination.BytesRead += stream.StoredBytes;
                return $"{stream.StoredBytes} stored and {stream.PlainBytes} plain bytes with their SHA-256{(findings.Count > 0 ? "; " + findings[^1].Text : "")}";
            });
        }

        examination.Pass(VerificationLevel.ReadBack);
        if (place is not null)
        {
            Conclude(findings, examination);
        }
    }

    // A failure is told before what could not be checked: it is never hidden behind it.
    private static void Conclude(List<StructureFinding> findings, Examination examination)
    {
        if (findings.Find(finding => finding.Verdict == Verdict.Fail) is { } bad)
        {
            throw new ExaminationFailedException(bad.Text);
        }

        if (findings.Find(finding => finding.Verdict == Verdict.NotVerifiableHere) is { } unknown)
        {
            throw new NotVerifiableException(unknown.Text);
        }

        examination.Pass(VerificationLevel.Structure);
    }

    private static void Judge(VerificationRequest request, CataloguedBackup found)
    {
        if (found.Manifest is not { } manifest || found.State != CatalogueState.Complete)
        {
            throw new ExaminationFailedException($"{request.Folder}: {found.Fault ?? "There is no backup here."}", isCopyDamaged: true);
        }

        if (found.Signature != SignatureVerdict.Trusted)
        {
            throw new ExaminationFailedException(found.Signature == SignatureVerdict.UnknownKey
                ? $"The manifest of {request.Folder} is signed by the key {found.KeyFingerprint}, which is not trusted here. If it is the key of a console of yours, trust it on the page Keys, or name it with --trust."
                : $"The signature of the manifest of {request.Folder} is not good: the manifest was changed, or never was ours. Nothing of it is restored. Use another copy.", isCopyDamaged: found.Signature == SignatureVerdict.Bad);
        }

        if (request.BackupId is { } expected && manifest.BackupId != expected)
        {
            throw new ExaminationFailedException($"{request.Folder} holds the manifest of another backup ({manifest.BackupId}): somebody moved it. Use another copy.", isCopyDamaged: true);
        }

        if (request.ManifestSha256 is { } sha256 && sha256 != found.ManifestSha256)
        {
            throw new ExaminationFailedException($"The manifest of {request.Folder} is not the one that was written with the backup, though its signature is good: somebody replaced it. Use another copy.", isCopyDamaged: true);
        }
    }
}
