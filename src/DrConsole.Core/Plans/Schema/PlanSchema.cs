namespace DrConsole.Plans.Schema;

/// <summary>
/// Everything that a plan can hold, described once: forms, comparison, merging, export and checks all follow it.
/// A test holds it against the records: no field of theirs is missing here.
/// </summary>
public static class PlanSchema
{
    /// <summary>The plan's own particulars; its one item has the key <c>meta</c>.</summary>
    public static ItemKind Meta => MetaKind.Meta;

    /// <summary>All kinds of items, in the order in which a plan is read; nested ones follow their parents.</summary>
    public static IReadOnlyList<ItemKind> Kinds { get; } =
    [
        .. ResponseKinds.All, .. ProtectionKinds.All, .. BackupKinds.All, .. PeopleKinds.All, .. UpkeepKinds.All,
    ];

    /// <summary>The kinds whose lists stand in the document itself.</summary>
    public static IReadOnlyList<ItemKind> TopKinds { get; } = [.. Kinds.Where(kind => kind.Parents.Count == 0)];

    /// <summary>The kind of that name, <c>meta</c> included; null when there is none.</summary>
    public static ItemKind? Find(string name) =>
        string.Equals(name, Meta.Name, StringComparison.Ordinal) ? Meta : Kinds.FirstOrDefault(kind => string.Equals(kind.Name, name, StringComparison.Ordinal));

    /// <summary>The kinds whose items an item of this kind holds.</summary>
    public static IEnumerable<ItemKind> ChildrenOf(ItemKind parent)
    {
        ArgumentNullException.ThrowIfNull(parent);
        return Kinds.Where(kind => kind.Parents.Contains(parent.Name, StringComparer.Ordinal));
    }
}
