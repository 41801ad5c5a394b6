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

    /// <summary>One incident: its items, timeline, decisions, roles.</summary>
    public static Topic Incident(Guid id) => new($"incident:{id}");

    /// <summary>One draft of a plan: its document and the list of its changes.</summary>
    public static Topic Draft(Guid id) => new($"draft:{id}");

    /// <summary>One import that waits to be looked through.</summary>
    public static Topic PlanImport(Guid id) => new($"plan-import:{id}");

    /// <inheritdoc/>
    public override string ToString() => Name;
}
