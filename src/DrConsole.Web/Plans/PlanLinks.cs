using System.Globalization;
using DrConsole.Plans;

namespace DrConsole.Web.Plans;

/// <summary>Addresses of the plan pages.</summary>
public static class PlanLinks
{
    private const string ScenarioPrefix = "scenario/";

    /// <summary>A version, or one of its parts.</summary>
    public static string Version(Guid versionId, string? part = null) =>
        part is null ? $"/plans/versions/{versionId}" : $"/plans/versions/{versionId}/{part}";

    /// <summary>A scenario of a version.</summary>
    public static string Scenario(Guid versionId, string key)
    {
        ArgumentNullException.ThrowIfNull(key);
        var name = key.StartsWith(ScenarioPrefix, StringComparison.Ordinal) ? key[ScenarioPrefix.Length..] : key;
        return $"/plans/versions/{versionId}/scenarios/{string.Join('/', name.Split('/').Select(Uri.EscapeDataString))}";
    }

    /// <summary>What a step refers to: a scenario's own page, or its place among the procedures or checklists.</summary>
    public static string Item(Guid versionId, string key)
    {
        ArgumentNullException.ThrowIfNull(key);
        return key.StartsWith(ScenarioPrefix, StringComparison.Ordinal)
            ? Scenario(versionId, key)
            : $"{Version(versionId, key.StartsWith("checklist/", StringComparison.Ordinal) ? "checklists" : "procedures")}#{Anchor(key)}";
    }

    /// <summary>The HTML id of an item in a list of its kind.</summary>
    public static string Anchor(string key)
    {
        ArgumentNullException.ThrowIfNull(key);
        return key.Replace('/', '-');
    }

    /// <summary>The versions of a plan.</summary>
    public static string History(Guid planId) => $"/plans/{planId}/history";

    /// <summary>What differs between two versions of a plan, by their numbers.</summary>
    public static string Compare(Guid planId, int from, int to) => string.Create(CultureInfo.InvariantCulture, $"/plans/{planId}/compare?from={from}&to={to}");

    /// <summary>Importing a document as the next version of a plan.</summary>
    public static string Import(Guid planId) => $"/plans/import?plan={planId}";

    /// <summary>An import that waits to be looked through.</summary>
    public static string Review(Guid importId) => $"/plans/imports/{importId}";

    /// <summary>A draft.</summary>
    public static string Draft(Guid draftId) => $"/plans/drafts/{draftId}";

    /// <summary>
    /// Simulating who is called when, by a version. A link to it on a live page needs <c>target="_top"</c>: it is a page without a circuit,
    /// and the circuit's router would take the address for a part of the plan.
    /// </summary>
    public static string Escalation(Guid versionId) => $"/plans/versions/{versionId}/escalation";

    /// <summary>Simulating who is called when, by a draft.</summary>
    public static string DraftEscalation(Guid draftId) => $"/plans/drafts/{draftId}/escalation";

    /// <summary>Beginning to edit a plan.</summary>
    public static string Edit(Guid planId) => $"/plans/{planId}/edit";

    /// <summary>Declaring an incident with the scenario chosen already.</summary>
    public static string Declare(Guid versionId, string scenarioKey) =>
        $"/incidents/declare?version={versionId}&scenario={Uri.EscapeDataString(scenarioKey)}";

    /// <summary>The scenario that an address of <see cref="Scenario"/> names; null when the plan has none such.</summary>
    public static Scenario? Find(PlanDocument document, string name)
    {
        ArgumentNullException.ThrowIfNull(document);
        return document.Scenarios.FirstOrDefault(s => string.Equals(s.Key, name, StringComparison.Ordinal))
            ?? document.Scenarios.FirstOrDefault(s => string.Equals(s.Key, ScenarioPrefix + name, StringComparison.Ordinal));
    }
}
