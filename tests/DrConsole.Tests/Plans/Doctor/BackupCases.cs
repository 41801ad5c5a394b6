using DrConsole.Plans;
using static DrConsole.Tests.Plans.Doctor.RuleCase;

namespace DrConsole.Tests.Plans.Doctor;

internal static class BackupCases
{
    private static readonly BackupPolicy Replicated = Backup("Orders", "daily") with { Location = "Cloud storage with geo-replication" };

    public static IReadOnlyList<RuleCase> All { get; } =
    [
        new(
            "promise-contradicted", Of(Replicated with { Commands = [Snippet("geo_redundant_backup_enabled = false")] }),
            Of(Replicated with { Commands = [Snippet("geo_redundant_backup_enabled = true")] })),
        new(
            "unsafe-configuration", Of(Backup("Orders", "daily") with { Commands = [Snippet("deletion_protection = false")] }),
            Of(Backup("Orders", "daily") with { Commands = [Snippet("deletion_protection = true")] })),
        new(
            "random-test-takes-newest",
            Of(Checked("f=$(aws s3 ls s3://shop/db/ | tail -1)")), Of(Checked("f=$(aws s3 ls s3://shop/db/ | shuf -n 1)"))),
        new("no-off-site-copy", Of(Backup("Orders", "daily") with { Location = "Local disk" }), Of(Backup("Orders", "daily") with { Location = "Local disk, and offsite" })),
        new("single-region", Of(Backup("Orders", "daily") with { Location = "Primary region" }), Of(Backup("Orders", "daily") with { Location = "All regions" })),
        new(
            "shared-credentials", Of(Place("One") with { Credentials = "writer" }, Place("Two") with { Credentials = "writer" }),
            Of(Place("One") with { Credentials = "writer" }, Place("Two") with { Credentials = "adder" })),
        new(
            "unencrypted-destination", Of(Place("One") with { Encryption = "AES-256" }, Place("Two") with { Encryption = "none, unencrypted" }),
            Of(Place("One") with { Encryption = "AES-256" }, Place("Two") with { Encryption = "AES-256" })),
        new("retention-shorter-than-test", Of(Backup("Orders", "hourly", "24 hours"), Test("Backup restore", "weekly")), Of(Backup("Orders", "hourly", "30 days"), Test("Backup restore", "weekly"))),
        new("retention-shorter-than-interval", Of(Backup("Orders", "weekly", "3 days")), Of(Backup("Orders", "weekly", "30 days"))),
        new(
            "log-retention-breaks-chain", Of(Backup("Orders: full", "weekly", "30 days"), Backup("Orders: transaction logs", "hourly", "2 days")),
            Of(Backup("Orders: full", "weekly", "30 days"), Backup("Orders: transaction logs", "hourly", "30 days"))),
        new("backup-without-verification", Of(Backup("Orders", "daily")), Of(Backup("Orders", "daily"), Test("Restore test"))),
        new(
            "verification-covers-one-kind", Of(Backup("PostgreSQL", "daily"), Backup("MongoDB", "daily"), Verified("pg_restore -d restore_check dump")),
            Of(Backup("PostgreSQL", "daily"), Backup("MongoDB", "daily"), Verified("pg_restore -d restore_check dump"), Test("MongoDB restore"))),
        new("backup-without-schedule", Of(Backup("Orders")), Of(Backup("Orders") with { Mode = BackupMode.OnChange })),
        new("backup-without-retention", Of(Backup("Orders", "daily")), Of(Backup("Orders", "daily", "30 days"))),
        new(
            "backup-failure-unnoticed", Of(Backup("Orders", "daily")),
            Of(Backup("Orders", "daily"), new MonitoringRule { Key = "monitoring/b", Title = "Backup failed" })),
    ];

    private static CommandBlock Snippet(string line) => new($"resource \"db\" {{\n  {line}\n}}") { Language = "hcl" };

    private static StorageLocation Place(string name) => new() { Key = $"storage/{name}", Name = name, Location = "bucket" };

    private static Procedure Checked(string line) => new() { Key = "procedure/check", Title = "Restore a random backup", Commands = [new(line) { Language = "bash" }] };

    private static Procedure Verified(string line) => new() { Key = "procedure/verify", Title = "Backup verification", Commands = [new(line) { Language = "bash" }] };
}
