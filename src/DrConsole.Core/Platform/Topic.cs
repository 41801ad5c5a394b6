namespace DrConsole.Platform;

/// <summary>What a page can watch: a kind of thing, or one thing. Travels in PostgreSQL notifications, so it carries names and ids only.</summary>
public readonly record struct Topic(string Name)
{
    /// <summary>The list of incidents.</summary>
    public static readonly Topic Incidents = new("incidents");

    /// <summary>The list of plans, their drafts and versions.</summary>
    public static readonly Topic Plans = new("plans");

    /// <summary>Accounts, roles and tokens.</summary>
    public static readonly Topic Access = new("access");

    /// <summary>Policies, runs, backups, verifications and restores.</summary>
    public static readonly Topic Backups = new("backups");

    /// <summary>Stores and encryption keys.</summary>
    public static readonly Topic Stores = new("stores");

    /// <summary>Alarms that are raised or cleared.</summary>
    public static readonly Topic Alarms = new("alarms");

    /// <summary>One backup run: its state, progress and log.</summary>
    public static Topic BackupRun(Guid id) => new($"backup-run:{id}");

    /// <summary>One backup: its copies and proofs.</summary>
    public static Topic Backup(Guid id) => new($"backup:{id}");

    /// <summary>One restore: its state and progress.</summary>
    public static Topic Restore(Guid id) => new($"restore:{id}");

    /// <summary>One incident: its items, timeline, decisions, roles.</summary>
    public static Topic Incident(Guid id) => new($"incident:{id}");

    /// <summary>What this node's journal keeps about one incident. Never travels: no other node has it.</summary>
    public static Topic Journal(Guid incidentId) => new($"journal:{incidentId}");

    /// <summary>One draft of a plan: its document and the list of its changes.</summary>
    public static Topic Draft(Guid id) => new($"draft:{id}");

    /// <summary>One import that waits to be looked through.</summary>
    public static Topic PlanImport(Guid id) => new($"plan-import:{id}");

    /// <inheritdoc/>
    public override string ToString() => Name;
}
