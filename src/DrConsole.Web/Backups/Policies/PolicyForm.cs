using DrConsole.Backups.Policies;
using DrConsole.Plans.Edit;
using DrConsole.Platform;
using DrConsole.Verification;

namespace DrConsole.Web.Backups.Policies;

/// <summary>What a person types about a policy; becomes a <see cref="PolicyDraft"/>. Secrets live here until they are sent, and are never shown again.</summary>
public sealed class PolicyForm
{
    public string Name { get; set; } = "";

    public string SystemName { get; set; } = "";

    public string? PlanItemKey { get; set; }

    public SourceForm Source { get; set; } = new();

    /// <summary>Empty keeps the one that is there.</summary>
    public string Password { get; set; } = "";

    /// <inheritdoc cref="Password"/>
    public string Material { get; set; } = "";

    public bool ForgetsPassword { get; set; }

    public bool ForgetsMaterial { get; set; }

    public string Cron { get; set; } = "0 2 * * *";

    public string Zone { get; set; } = "UTC";

    public List<BlackoutForm> Blackouts { get; } = [];

    public bool WatchesChanges { get; set; }

    public int OnChangeSeconds { get; set; } = 30;

    public RetentionForm Retention { get; set; } = new();

    public string KeyCategory { get; set; } = "";

    public HashSet<Guid> StoreIds { get; } = [];

    /// <summary>With commas between; empty is anywhere.</summary>
    public string AllowedRegions { get; set; } = "";

    public int LockDays { get; set; }

    public VerificationLevel VerifyLevel { get; set; } = VerificationLevel.Content;

    /// <summary>Empty asks for no restore test.</summary>
    public double? RestoreTestDays { get; set; } = 7;

    public List<CheckForm> Checks { get; } = [];

    /// <summary>A duration as people type it, e.g. <c>4 h</c>; empty is none.</summary>
    public string Rpo { get; set; } = "";

    /// <inheritdoc cref="Rpo"/>
    public string Rto { get; set; } = "";

    public int CeilingMinutes { get; set; } = 360;

    public int StallMinutes { get; set; } = 10;

    public bool IsEnabled { get; set; } = true;

    /// <summary>Fields whose text is no duration: nothing can be made of them.</summary>
    public IReadOnlyList<PolicyFault> TypingFaults() =>
    [
        .. new[] { ("rpoMinutes", Rpo), ("rtoMinutes", Rto) }.Where(field => field.Item2.Trim().Length > 0 && DurationEntry.Read(field.Item2, 1) is null)
            .Select(field => new PolicyFault(field.Item1, "duration_unreadable", "This is no duration. Write it like 15 min, 4 h or 2 d.")),
    ];

    /// <summary>The regions that were typed.</summary>
    public IReadOnlyList<string> Regions() => AllowedRegions.Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);

    /// <summary>What was typed, as a draft.</summary>
    public PolicyDraft Draft() => new()
    {
        Name = Name.Trim(), SystemName = Or(SystemName), PlanItemKey = PlanItemKey, Settings = Source.Settings(), Password = Secret(Password, ForgetsPassword), Material = Secret(Material, ForgetsMaterial),
        Cron = Or(Cron), Zone = Or(Zone) ?? "UTC", Blackouts = [.. Blackouts.Select(row => row.Blackout())], OnChangeSeconds = WatchesChanges && Source.Kind == "files" ? OnChangeSeconds : null,
        Retention = Retention.Rules(), KeyCategory = KeyCategory, StoreIds = [.. StoreIds], AllowedRegions = Regions(), LockDays = LockDays, VerifyLevel = VerifyLevel, RestoreTestDays = RestoreTestDays,
        Checks = [.. Checks.Where(row => !row.IsEmpty).Select(row => row.Check())], RpoMinutes = Minutes(Rpo), RtoMinutes = Minutes(Rto), CeilingMinutes = CeilingMinutes, StallMinutes = StallMinutes, IsEnabled = IsEnabled,
    };

    /// <summary>A draft as somebody would have typed it.</summary>
    public static PolicyForm Of(PolicyDraft draft)
    {
        ArgumentNullException.ThrowIfNull(draft);
        var form = new PolicyForm
        {
            Name = draft.Name, SystemName = draft.SystemName ?? "", PlanItemKey = draft.PlanItemKey, Source = SourceForm.Of(draft.Settings), Cron = draft.Cron ?? "", Zone = draft.Zone,
            WatchesChanges = draft.OnChangeSeconds is not null, OnChangeSeconds = draft.OnChangeSeconds ?? 30, Retention = RetentionForm.Of(draft.Retention), KeyCategory = draft.KeyCategory,
            AllowedRegions = string.Join(", ", draft.AllowedRegions), LockDays = draft.LockDays, VerifyLevel = draft.VerifyLevel, RestoreTestDays = draft.RestoreTestDays,
            Rpo = Text(draft.RpoMinutes), Rto = Text(draft.RtoMinutes), CeilingMinutes = draft.CeilingMinutes, StallMinutes = draft.StallMinutes, IsEnabled = draft.IsEnabled,
        };
        form.StoreIds.UnionWith(draft.StoreIds);
        form.Blackouts.AddRange(draft.Blackouts.Select(BlackoutForm.Of));
        form.Checks.AddRange(draft.Checks.Select(CheckForm.Of));
        return form;
    }

    /// <summary>What a plan says, as somebody would have typed it.</summary>
    public static PolicyForm Of(PolicyProposal proposal)
    {
        ArgumentNullException.ThrowIfNull(proposal);
        var said = proposal.Draft;
        var form = new PolicyForm
        {
            Name = said.Name, SystemName = said.SystemName ?? "", PlanItemKey = proposal.PlanItemKey, Source = new() { Kind = said.SourceKind ?? "postgres" }, Cron = said.Cron ?? "", Zone = said.Zone,
            Retention = RetentionForm.Of(said.Retention), Rpo = Text(said.RpoMinutes), Rto = Text(said.RtoMinutes),
        };
        form.StoreIds.UnionWith(said.StoreIds);
        return form;
    }

    private static string? Or(string? text) => text?.Trim() is { Length: > 0 } said ? said : null;

    private static SecretText? Secret(string typed, bool forgets) => typed.Length > 0 ? new(typed) : forgets ? new("") : null;

    private static double? Minutes(string typed) => typed.Trim().Length == 0 ? null : DurationEntry.Read(typed, 1);

    private static string Text(double? minutes) => minutes is { } said ? DurationEntry.Write(said) : "";
}

/// <summary>A blackout as it is typed.</summary>
public sealed class BlackoutForm
{
    public string From { get; set; } = "";

    public string To { get; set; } = "";

    /// <summary>Days on which it begins; none is all.</summary>
    public HashSet<DayOfWeek> Days { get; } = [];

    public Blackout Blackout() => new(From.Trim(), To.Trim(), [.. Days.Order()]);

    public static BlackoutForm Of(Blackout blackout)
    {
        ArgumentNullException.ThrowIfNull(blackout);
        var form = new BlackoutForm { From = blackout.From, To = blackout.To };
        form.Days.UnionWith(blackout.Days);
        return form;
    }
}

/// <summary>A check of the restored content as it is typed.</summary>
public sealed class CheckForm
{
    public string Name { get; set; } = "";

    public string Database { get; set; } = "";

    public string Sql { get; set; } = "";

    public string Expected { get; set; } = "";

    public bool IsEmpty => Name.Trim().Length + Sql.Trim().Length == 0;

    public ContentCheck Check() => new(Name.Trim(), Database.Trim() is { Length: > 0 } database ? database : null, Sql.Trim(), Expected.Length > 0 ? Expected : null);

    public static CheckForm Of(ContentCheck check)
    {
        ArgumentNullException.ThrowIfNull(check);
        return new() { Name = check.Name, Database = check.Database ?? "", Sql = check.Sql, Expected = check.Expected ?? "" };
    }
}
