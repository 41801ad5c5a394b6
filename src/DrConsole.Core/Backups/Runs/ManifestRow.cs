using DrConsole.Backups.Format;

namespace DrConsole.Backups.Runs;

/// <summary>The row of a backup is made of its manifest alone, whoever makes it: the run that took it, or the rebuild that found it.</summary>
internal static class ManifestRow
{
    public static Backup Of(Manifest manifest, string manifestText, string manifestSha256, string folder, Guid? policyId) => new()
    {
        Id = manifest.BackupId, PolicyId = policyId, Source = manifest.Source, SourceKind = manifest.SourceKind, SystemName = manifest.System, Folder = folder,
        ConsistentAt = Utc(manifest.ConsistentAt), StartedAt = Utc(manifest.StartedAt), CompletedAt = Utc(manifest.CompletedAt), PlainBytes = manifest.PlainBytes,
        StoredBytes = manifest.StoredBytes, Manifest = manifestText, ManifestSha256 = manifestSha256, DependsOn = [.. manifest.DependsOn],
    };

    private static DateTimeOffset Utc(DateTimeOffset instant) => Audit.AuditBody.Cut(instant.ToUniversalTime());
}
