using DrConsole.Backups.Format;
using DrConsole.Platform;

namespace DrConsole.Cli.Backups;

/// <summary>Which backup of a store a person means.</summary>
internal static class BackupChoice
{
    public const string Latest = "latest";

    /// <summary>The backup with that id, or the newest complete one.</summary>
    public static CataloguedBackup Of(IReadOnlyList<CataloguedBackup> entries, string wanted)
    {
        var found = wanted == Latest
            ? entries.Where(entry => entry.State == CatalogueState.Complete).MaxBy(entry => entry.Manifest!.ConsistentAt)
            : Guid.TryParse(wanted, out var id) ? entries.FirstOrDefault(entry => entry.Folder.EndsWith($"-{id:N}", StringComparison.Ordinal)) : null;
        return found ?? throw new RefusedException("backup_missing", $"There is no such backup in this store: {wanted}. 'backup list' shows what there is.");
    }

    /// <summary>The same, for restoring: complete, and signed by somebody who is believed.</summary>
    public static CataloguedBackup Trusted(IReadOnlyList<CataloguedBackup> entries, string wanted)
    {
        var chosen = Of(entries, wanted);
        return chosen switch
        {
            { State: not CatalogueState.Complete } => throw new RefusedException("backup_incomplete", $"{chosen.Folder} cannot be restored: {chosen.Fault}"),
            { Signature: SignatureVerdict.Trusted } => chosen,
            { Signature: SignatureVerdict.UnknownKey } => throw new RefusedException(
                "signer_unknown",
                $"The backup is signed by the key {chosen.KeyFingerprint}. Compare this fingerprint with the one in your recovery kit; if it is the same, add --trust-fingerprint {chosen.KeyFingerprint}."),
            _ => throw new RefusedException("signature_bad", $"The signature of {chosen.Folder} is missing or is not over this manifest: it was changed after it was made. Take another backup."),
        };
    }
}
