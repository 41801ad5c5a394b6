namespace DrConsole.Plans;

/// <summary>What a storage location is for.</summary>
public enum StorageRole
{
    Primary,
    Secondary,
    OffSite,
    Archive,
}
