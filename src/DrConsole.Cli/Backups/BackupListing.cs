using DrConsole.Backups.Format;
using DrConsole.Platform;
using DrConsole.Stores;

namespace DrConsole.Cli.Backups;

/// <summary>What <c>backup list</c> and <c>backup catalog</c> say of a folder in a store.</summary>
internal sealed record BackupListing(
    string Folder, CatalogueState State, SignatureVerdict Signature, string? KeyFingerprint, Guid? BackupId, string? Source, string? SourceKind, DateTimeOffset? ConsistentAt,
    long? PlainBytes, long? StoredBytes, string? Fault)
{
    public static BackupListing Of(CataloguedBackup entry) => new(
        entry.Folder, entry.State, entry.Signature, entry.KeyFingerprint, entry.Manifest?.BackupId, entry.Manifest?.Source, entry.Manifest?.SourceKind, entry.Manifest?.ConsistentAt,
        entry.Manifest?.PlainBytes, entry.Manifest?.StoredBytes, entry.Fault);

    /// <summary>A table row for people: what it is worth comes first.</summary>
    public string Row() => State == CatalogueState.Complete
        ? $"{Worth,-12} {Terminal.Utc(ConsistentAt!.Value)}  {Sizes.Say(PlainBytes!.Value),10}  {Source} {BackupId}"
        : $"{State.ToString().ToUpperInvariant(),-12} {Terminal.Plain(Folder)}: {Terminal.Plain(Fault)}";

    private string Worth => Signature switch
    {
        SignatureVerdict.Trusted => "trusted",
        SignatureVerdict.UnknownKey => "unknown key",
        _ => "UNSIGNED",
    };

    /// <summary>Reads a store's folders, in the order of their keys.</summary>
    public static async Task<List<CataloguedBackup>> ReadAsync(IBackupStore store, TrustedKeys trusted, string? source, CancellationToken ct)
    {
        var entries = new List<CataloguedBackup>();
        await foreach (var entry in new StoreCatalogue().ListAsync(store, trusted, source, ct))
        {
            entries.Add(entry);
        }

        return entries;
    }
}
