using DrConsole.Platform;

namespace DrConsole.Incidents;

/// <summary>A disaster, drill or test being worked, pinned to the plan version it started with.</summary>
public sealed class Incident
{
    private const int TextLength = 10_000;

    private Incident()
    {
    } // EF Core

    public Guid Id { get; private init; }

    /// <summary>Short number for people: INC-7.</summary>
    public int Number { get; private init; }

    public string Title { get; private init; } = "";

    public IncidentKind Kind { get; private init; }

    public IncidentState State { get; private set; }

    public Guid? PlanVersionId { get; private init; }

    public string? ScenarioKey { get; private init; }

    public string? ScenarioTitle { get; private init; }

    public string? TierName { get; private set; }

    /// <summary>Recovery time objective of the tier, in minutes from <see cref="DeclaredAt"/>; null when the plan gives none.</summary>
    public double? RtoMinutes { get; private set; }

    public DateTimeOffset DeclaredAt { get; private init; }

    public string DeclaredByName { get; private init; } = "";

    public DateTimeOffset? ResolvedAt { get; private set; }

    public string? ResolvedByName { get; private set; }

    public string? Summary { get; private set; }

    /// <summary>What was lost, in the resolver's words; "none" has to be said too.</summary>
    public string? DataLoss { get; private set; }

    public List<IncidentChecklist> Checklists { get; private init; } = [];

    public List<IncidentRole> Roles { get; private init; } = [];

    /// <summary>Opens an incident.</summary>
    public static Incident Declare(Guid id, string title, IncidentKind kind, Guid? planVersionId, string? scenarioKey, string? scenarioTitle, string by, DateTimeOffset at)
    {
        var trimmed = SafeText.Clean(title.Trim());
        if (trimmed.Length is 0 or > 200)
        {
            throw new RefusedException("title_invalid", "Give the incident a title of 1 to 200 characters.");
        }

        return new()
        {
            Id = id, Title = trimmed, Kind = kind, State = IncidentState.Open, PlanVersionId = planVersionId,
            ScenarioKey = scenarioKey, ScenarioTitle = scenarioTitle, DeclaredAt = at, DeclaredByName = by,
        };
    }

    /// <summary>Puts the incident into a tier; its clock runs from the declaration.</summary>
    public void Classify(string? tierName, double? rtoMinutes)
    {
        EnsureOpen();
        (TierName, RtoMinutes) = (tierName, rtoMinutes);
    }

    /// <summary>Gives a role to somebody; who had it before loses it.</summary>
    public void Assign(string role, Guid personId, string personName, DateTimeOffset at)
    {
        EnsureOpen();
        var trimmed = SafeText.Clean(role.Trim());
        if (trimmed.Length is 0 or > 64)
        {
            throw new RefusedException("role_invalid", "Name the role in 1 to 64 characters.");
        }

        Roles.RemoveAll(held => string.Equals(held.Role, trimmed, StringComparison.OrdinalIgnoreCase));
        Roles.Add(new IncidentRole { IncidentId = Id, Role = trimmed, PersonId = personId, PersonName = personName, Since = at });
    }

    /// <summary>Ends the incident. Refused while items of a validation checklist are open.</summary>
    public void Resolve(string summary, string dataLoss, IReadOnlyCollection<string> openValidation, string by, DateTimeOffset at)
    {
        EnsureOpen();
        if (string.IsNullOrWhiteSpace(summary))
        {
            throw new RefusedException("summary_missing", "Say in a sentence what happened and how service was restored.");
        }

        if (string.IsNullOrWhiteSpace(dataLoss))
        {
            throw new RefusedException("data_loss_missing", "State the data loss. If nothing was lost, write “none”.");
        }

        if (Math.Max(summary.Length, dataLoss.Length) > TextLength)
        {
            throw new RefusedException("text_too_long", $"Keep summary and data loss under {TextLength} characters each.");
        }

        if (openValidation.Count > 0)
        {
            throw new RefusedException(
                "validation_open", $"{openValidation.Count} validation items are still open, the first is “{openValidation.First()}”. Do them, or skip them with a reason.");
        }

        (State, ResolvedAt, ResolvedByName, Summary, DataLoss) = (IncidentState.Resolved, at, by, SafeText.Clean(summary.Trim()), SafeText.Clean(dataLoss.Trim()));
    }

    /// <summary>Refuses every change of a resolved incident; its evidence stays as it is.</summary>
    public void EnsureOpen()
    {
        if (State != IncidentState.Open)
        {
            throw AlreadyResolved(Title, ResolvedAt);
        }
    }

    internal static RefusedException AlreadyResolved(string title, DateTimeOffset? at) =>
        new("incident_resolved", $"{title} was resolved at {at:yyyy-MM-dd HH:mm} UTC; it can no longer be changed.");
}
