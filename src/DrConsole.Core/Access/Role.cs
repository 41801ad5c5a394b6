using System.Collections.Frozen;

namespace DrConsole.Access;

/// <summary>The console's roles and the rights that each has.</summary>
public static class Role
{
    public const string Responder = "responder";
    public const string Commander = "commander";
    public const string Admin = "admin";
    public const string Manager = "manager";
    public const string Auditor = "auditor";

    private static readonly Right[] Read = [Right.UseConsole, Right.ReadPlan, Right.ReadIncidents, Right.ReadBackups];
    private static readonly Right[] Respond = [.. Read, Right.DeclareIncident, Right.RunIncident];

    private static readonly FrozenDictionary<string, Right[]> Rights = new Dictionary<string, Right[]>(StringComparer.Ordinal)
    {
        [Responder] = Respond,
        [Commander] = [.. Respond, Right.CommandIncident, Right.ExportHistory, Right.RunBackup, Right.RestoreBackup, Right.ApproveRestore],
        [Admin] = Enum.GetValues<Right>(),
        [Manager] = [.. Read, Right.ApprovePlan, Right.PublishPlan, Right.ExportHistory, Right.ApproveRestore],
        [Auditor] = [.. Read, Right.ReadAudit, Right.ExportHistory],
    }.ToFrozenDictionary(StringComparer.Ordinal);

    /// <summary>All roles, from the one with the fewest rights.</summary>
    public static IReadOnlyList<string> All { get; } = [Responder, Commander, Manager, Auditor, Admin];

    /// <summary>True for a role that the console knows.</summary>
    public static bool IsKnown(string role) => Rights.ContainsKey(role);

    /// <summary>The union of the roles' rights; an unknown role has none.</summary>
    public static IReadOnlySet<Right> RightsOf(IEnumerable<string> roles) =>
        roles.SelectMany(role => Rights.GetValueOrDefault(role, [])).ToHashSet();
}
