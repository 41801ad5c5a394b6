using System.Globalization;

namespace DrConsole.Backups.Format;

/// <summary>The keys of a store. Everything lies below <c>drc/v1/</c>; docs/store-format.md describes it for people without the console.</summary>
public static class StoreLayout
{
    /// <summary>Part of every key; a store can be shared with other things.</summary>
    public const string Root = "drc/v1/";

    /// <summary>All backups.</summary>
    public const string Backups = Root + "b/";

    /// <summary>Signed verification records: <c>v/SOURCE/BACKUP/RECORD.json</c>.</summary>
    public const string Verifications = Root + "v/";

    /// <summary>Write-ahead log: <c>w/SOURCE/SYSTEM/TIMELINE/NAME.HASH.zst.age</c>, each with a signed record <c>NAME.wal</c>.</summary>
    public const string Wal = Root + "w/";

    /// <summary>Tombstones of what is to be deleted.</summary>
    public const string Tombstones = Root + "t/";

    /// <summary>Receipts of what was deleted.</summary>
    public const string Receipts = Root + "d/";

    /// <summary>What probes write and delete again.</summary>
    public const string Probes = Root + "p/";

    /// <summary>Public signing keys of the consoles that write here: <c>keys/FINGERPRINT.pem</c>.</summary>
    public const string Keys = Root + "keys/";

    public const string ManifestFile = "manifest.json";
    public const string SignatureFile = "manifest.sig";
    public const string ChecksumsFile = "SHA256SUMS";
    public const string ReadmeFile = "RESTORE.md";
    public const string ScriptFile = "restore.sh";

    /// <summary>A backup's folder: sorts by time below its source, and a person can read it.</summary>
    public static string Folder(string source, DateTimeOffset startedAt, Guid backupId) =>
        $"{Backups}{source}/{startedAt.UtcDateTime.ToString("yyyyMMdd'T'HHmmss'Z'", CultureInfo.InvariantCulture)}-{backupId:N}";

    /// <summary>Name of a slice of a stream.</summary>
    public static string Slice(string stream, int index) => $"{stream}.zst.age.{index.ToString("0000", CultureInfo.InvariantCulture)}";
}
