namespace DrConsole.Web.Backups;

/// <summary>What the pages about backups consist of.</summary>
internal static class BackupPagesSetup
{
    /// <summary>Registers what the pages need beside the queries and commands of backups.</summary>
    public static IServiceCollection AddBackupPages(this IServiceCollection services) =>
        services.AddSingleton<EvidenceShelf>().AddScoped<BackupDesk>().AddSingleton<Policies.PolicyChoicesRead>();
}
