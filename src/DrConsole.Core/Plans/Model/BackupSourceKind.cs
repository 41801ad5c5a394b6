namespace DrConsole.Plans;

/// <summary>What a backup policy protects.</summary>
public enum BackupSourceKind
{
    PostgreSql,
    MySql,
    MongoDb,
    Redis,
    OtherDatabase,
    Files,
    Objects,
    VirtualMachines,
    Kubernetes,
    Terraform,
    Secrets,
    Configuration,
    Code,
    Logs,
    Other,
}
