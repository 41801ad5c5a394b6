using DrConsole.Database;
using DrConsole.Verification;

namespace DrConsole.Backups.Runs;

/// <summary>
/// Asks for the examination of a new backup in the transaction that writes it down, so that none is there without. One copy is examined as far as the
/// policy wants; the others, whose bytes must only be the same, are read back.
/// </summary>
internal static class NewVerifications
{
    private const string Reason = "new";

    public static void Add(Change change, Backup backup, VerificationLevel level)
    {
        var copies = backup.Copies.Where(copy => copy.State == CopyState.Present).ToList();
        foreach (var copy in copies)
        {
            Add(change, backup.Id, copy.StoreId, copy == copies[0] ? level : ReadBackAtMost(level));
        }
    }

    /// <summary>A copy that was made later is read back too.</summary>
    public static void AddCopy(Change change, Guid backupId, Guid storeId) => Add(change, backupId, storeId, VerificationLevel.ReadBack);

    private static VerificationLevel ReadBackAtMost(VerificationLevel level) => level < VerificationLevel.ReadBack ? level : VerificationLevel.ReadBack;

    private static void Add(Change change, Guid backupId, Guid storeId, VerificationLevel level) => change.Db.Verifications.Add(new()
    {
        Id = change.NewId(), BackupId = backupId, StoreId = storeId, Level = level, State = VerificationState.Waiting, RequestedAt = change.At, Reason = Reason, RequestedByName = change.Actor.Name,
    });
}
