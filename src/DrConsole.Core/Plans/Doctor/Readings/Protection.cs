using DrConsole.Plans.Import;

namespace DrConsole.Plans.Doctor;

/// <summary>Which backup policies protect what an objective is for. Names are compared by their words; "Auth DB" protects "Authentication data".</summary>
internal static class Protection
{
    private static readonly HashSet<string> Small = new(
        ["data", "systems", "system", "services", "service", "the", "and", "for", "of", "daten", "systeme", "dienste", "données", "systemes", "services", "datos", "sistemas", "dados", "gegevens", "dati", "sistemi", "данные", "системы", "files", "file", "production", "backup", "backups"],
        StringComparer.Ordinal);

    /// <summary>True when the objective is for all that the plan protects.</summary>
    public static bool IsForAll(Objective objective, PlanDocument plan) =>
        string.Equals(objective.Kind, "plan", StringComparison.Ordinal) || string.Equals(objective.Scope, plan.Meta.Title, StringComparison.OrdinalIgnoreCase)
        || Terms.Say(Concept.Everything, objective.Scope);

    /// <summary>The policy that runs most often, with the minutes between two runs; null when none follows a clock.</summary>
    public static (BackupPolicy Policy, double Minutes)? Closest(IEnumerable<BackupPolicy> policies)
    {
        (BackupPolicy Policy, double Minutes)? closest = null;
        foreach (var policy in policies)
        {
            closest = Interval.Of(policy) is { } minutes && (closest is null || minutes < closest.Value.Minutes) ? (policy, minutes) : closest;
        }

        return closest;
    }

    /// <summary>The policies that name what the objective is for.</summary>
    public static IReadOnlyList<BackupPolicy> Named(string scope, PlanDocument plan)
    {
        var anyDatabase = Terms.Say(Concept.Database, scope) && Content(scope).All(word => Terms.Say(Concept.Database, word));
        return [.. plan.Backups.Where(policy => Shares(scope, policy.What) || Shares(scope, policy.System) || (anyDatabase && IsDatabase(policy)))];
    }

    /// <summary>
    /// The policies that protect what an objective is for, those of one thing together. Where names do not tell, policies that name nothing
    /// in particular are meant; empty when there is no saying.
    /// </summary>
    public static IReadOnlyList<IReadOnlyList<BackupPolicy>> Of(Objective objective, PlanDocument plan)
    {
        var specific = plan.Backups.Where(policy => !IsGeneric(policy)).ToList();
        if (IsForAll(objective, plan))
        {
            return BySubject(specific.Count > 0 ? specific : plan.Backups);
        }

        var named = Named(objective.Scope, plan);
        if (named.Count > 0)
        {
            return BySubject(named);
        }

        var isDatabase = Terms.Say(Concept.Database, objective.Scope);
        var generic = plan.Backups.Where(policy => IsGeneric(policy) && (isDatabase || !IsLog(policy))).ToList();
        return generic.Count > 0 && !IsClass(objective) ? [generic] : [];
    }

    /// <summary>True when it is for a class of services, tiers or scenarios, so that no policy can be told by name.</summary>
    public static bool IsClass(Objective objective) => objective.Kind is "tier" or "scenario" or "service" or "plan";

    private static List<IReadOnlyList<BackupPolicy>> BySubject(IReadOnlyList<BackupPolicy> policies) =>
        [.. policies.GroupBy(Subject, StringComparer.OrdinalIgnoreCase).Select(group => (IReadOnlyList<BackupPolicy>)[.. group])];

    /// <summary>True for "Full Backups": it says how, and nothing of what.</summary>
    public static bool IsGeneric(BackupPolicy policy) =>
        policy.System is null && policy.SourceKind is null && Words.Of(policy.What).All.All(word => Small.Contains(word) || word.Length < 3 || Terms.Say(Concept.Generic, word) || (IsLog(policy) && (word is "transaction" or "log" or "logs" || Terms.Say(Concept.Log, word))));

    public static bool IsLog(BackupPolicy policy) => policy.Mode == BackupMode.Log || Terms.Say(Concept.Log, policy.What, policy.Type);

    public static bool IsDatabase(BackupPolicy policy) =>
        policy.SourceKind is BackupSourceKind.PostgreSql or BackupSourceKind.MySql or BackupSourceKind.MongoDb or BackupSourceKind.Redis or BackupSourceKind.OtherDatabase
        || Terms.Say(Concept.Database, policy.What, policy.System);

    /// <summary>What several policies of one thing have in common: "Auth DB" hourly and weekly, or "PostgreSQL: full" and "PostgreSQL: logs".</summary>
    public static string Subject(BackupPolicy policy) => policy.System ?? policy.What.Split(':')[0].Trim();

    /// <summary>True when two names share a word that means something; a word of four letters may begin the other's.</summary>
    public static bool Shares(string? one, string? other)
    {
        if (one is null || other is null)
        {
            return false;
        }

        var others = Content(other).ToList();
        return Content(one).Any(word => others.Exists(second => Begins(word, second) || Begins(second, word)));
    }

    public static IEnumerable<string> Content(string name) =>
        Words.Of(name).All.Where(word => !Small.Contains(word) && (word.Length > 2 || word.Any(Words.IsIdeographic)) && !Terms.Say(Concept.Backup, word));

    private static bool Begins(string longer, string shorter) =>
        string.Equals(longer, shorter, StringComparison.Ordinal) || (shorter.Length >= 4 && longer.StartsWith(shorter, StringComparison.Ordinal));
}
