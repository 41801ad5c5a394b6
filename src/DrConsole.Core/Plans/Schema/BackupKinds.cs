namespace DrConsole.Plans.Schema;

/// <summary>Backup policies and the places where backups are kept.</summary>
internal static class BackupKinds
{
    public static IReadOnlyList<ItemKind> All { get; } =
    [
        new("backup", "Backup policy", "Backup policies", "backups", "what", typeof(BackupPolicy),
        [
            Fields.Title("what", "What"),
            Fields.Choice<BackupSourceKind>("sourceKind", "Kind of source"),
            Fields.Name("system", "System", "system"),
            Fields.Text("type", "Type, in words"),
            Fields.Choice<BackupMode>("mode", "Method"),
            Fields.Text("method", "Method, in words"),
            Fields.Text("frequency", "Frequency, in words"),
            Fields.Text("schedule", "Times, in words"),
            Fields.Of("cron", "Schedule", FieldKind.Cron),
            Fields.Of("zone", "Zone of the schedule", FieldKind.Zone, "Empty is UTC."),
            Fields.Text("retention", "Retention, in words"),
            Fields.Of("retentionRules", "Retention", FieldKind.RetentionRules),
            Fields.Text("location", "Location, in words"),
            Fields.Names("destinations", "Destinations", "storage"),
            Fields.Text("encryption", "Encryption"),
            Fields.Text("residency", "Data residency"),
            Fields.Text("verification", "Verification", "How, and how often, it is proved that it can be restored."),
            Fields.LongText("remark", "Remark"),
            Fields.Lines("items", "Covers"),
            Fields.Of("commands", "Commands", FieldKind.Commands),
        ])
        { Part = "backups", Apart = ["mode", "type", "frequency"] },
        new("storage", "Storage location", "Storage locations", "storageLocations", "name", typeof(StorageLocation),
        [
            Fields.Title("name", "Name"),
            Fields.Choice<StorageRole>("role", "Role"),
            Fields.Text("provider", "Provider"),
            Fields.Text("location", "Location"),
            Fields.Text("region", "Region"),
            Fields.Text("storageClass", "Storage class"),
            Fields.Text("medium", "Medium"),
            Fields.Text("encryption", "Encryption"),
            Fields.Text("credentials", "Credentials", "Copies that share credentials are lost together."),
            Fields.Text("format", "Format"),
            Fields.Text("frequency", "Frequency"),
        ])
        { Part = "storage", Apart = ["role", "location"] },
    ];
}
