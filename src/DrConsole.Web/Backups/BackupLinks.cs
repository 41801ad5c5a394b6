namespace DrConsole.Web.Backups;

/// <summary>Addresses of the pages about backups.</summary>
internal static class BackupLinks
{
    public const string Overview = "/backups";
    public const string Policies = "/backups/policies";
    public const string NewPolicy = "/backups/policies/new";
    public const string Runs = "/backups/runs";
    public const string All = "/backups/all";
    public const string Timeline = "/backups/timeline";
    public const string Retention = "/backups/retention";
    public const string Restores = "/backups/restores";
    public const string Stores = "/backups/stores";
    public const string Keys = "/backups/keys";

    public static string Policy(Guid id) => $"/backups/policies/{id}";

    public static string Run(Guid id) => $"/backups/runs/{id}";

    public static string Backup(Guid id) => $"/backups/all/{id}";

    public static string Restore(Guid id) => $"/backups/restores/{id}";

    /// <summary>The wizard that restores this backup.</summary>
    public static string RestoreOf(Guid backupId) => $"/backups/restores/new?backup={backupId}";

    public static string Store(Guid id) => $"/backups/stores/{id}";
}
