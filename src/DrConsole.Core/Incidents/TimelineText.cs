using System.Text.Json;
using DrConsole.Audit;

namespace DrConsole.Incidents;

/// <summary>Puts an audit entry of an incident into words.</summary>
public static class TimelineText
{
    /// <summary>The entry as people read it.</summary>
    public static TimelineEntry Of(AuditEntry entry)
    {
        if (AuditBody.TryRead(entry.Body) is not { Data: var data })
        {
            // One spoiled row must not take the whole incident from those who work it.
            return new(
                entry.Id, entry.Sequence, entry.OccurredAt, entry.RecordedAt, entry.ActorName, entry.Action,
                "This entry was changed in the database and cannot be read", "Have an auditor check all chains.", null, Convert.ToHexStringLower(entry.Hash));
        }

        var (text, detail) = Words(entry.Action, data);
        return new(
            entry.Id, entry.Sequence, entry.OccurredAt, entry.RecordedAt, entry.ActorName, entry.Action, text, detail,
            Guid.TryParse(Get(data, "corrects"), out var corrects) ? corrects : null, Convert.ToHexStringLower(entry.Hash));
    }

    /// <summary>An act as its entry will read.</summary>
    public static (string Text, string? Detail) Of(IncidentAct act) => act switch
    {
        ItemAct { To: ItemState.ToDo } item => ($"Set back to do: {item.Text}", item.Reason),
        ItemAct item => ($"{State($"incident.item.{Incidents.Words.Action(item.To)}")}: {item.Text}", item.Reason),
        NoteAct note => ("Note", note.Text),
        DecisionAct { Decision: var taken } => ($"Decided: {taken.Question} → {taken.Choice}", taken.Reason),
        _ => throw new ArgumentOutOfRangeException(nameof(act), act, "No such act."),
    };

    private static (string Text, string? Detail) Words(string action, JsonElement data) => action switch
    {
        "incident.declared" => ($"Declared “{Get(data, "title")}” ({Get(data, "kind")}); commander is {Get(data, "commander")}", Declared(data)),
        "incident.note.added" => ("Note", Get(data, "text")),
        "incident.note.corrected" => ("Correction", Get(data, "text")),
        "incident.decided" => ($"Decided: {Get(data, "question")} → {Get(data, "choice")}", Get(data, "reason")),
        "incident.role.assigned" => ($"{Get(data, "role")} is now {Get(data, "to")}", Get(data, "from") is { } from ? $"before: {from}" : null),
        "incident.tier.changed" => ($"Tier is now {Get(data, "to")}", Get(data, "reason")),
        "incident.resolved" => ($"Resolved after {Get(data, "minutes")} minutes. Data loss: {Get(data, "dataLoss")}", Get(data, "summary")),
        "incident.act.not_carried_out" => ($"Not carried out, kept while the database was away: {Get(data, "by")}: {Get(data, "text")}", NotCarriedOut(data)),
        "incident.item.to_do" => ($"Set back to do: {Get(data, "text")}", Get(data, "reason")),
        _ when action.StartsWith("incident.item.", StringComparison.Ordinal) => ($"{State(action)}: {Get(data, "text")}", Get(data, "reason")),
        _ when action.StartsWith("incident.restore.", StringComparison.Ordinal) => (Restore(action, Get(data, "target")), Get(data, "fault") ?? Get(data, "outcome")),
        _ => (action, data.GetRawText()),
    };

    private static string Restore(string action, string? target) => action["incident.restore.".Length..] switch
    {
        "proposed" => $"Proposed a restore into {target}",
        "requested" => $"Asked for a restore into {target}",
        "approved" => $"Approved the restore into {target}",
        "refused" => $"Turned down the restore into {target}",
        "expired" => $"The restore into {target} was not begun in time",
        "started" => $"Restoring into {target}",
        "finished" => $"Restored into {target}",
        "cancel_requested" => $"Asked the restore into {target} to stop",
        "cancelled" => $"Cancelled the restore into {target}",
        "interrupted" => $"The restore into {target} broke off: {target} must not be used",
        _ => $"The restore into {target} failed: {target} must not be used",
    };

    private static string NotCarriedOut(JsonElement data) => Get(data, "detail") is { } detail ? $"{detail}\nWhy not: {Get(data, "why")}" : $"Why not: {Get(data, "why")}";

    private static string State(string action)
    {
        var words = action["incident.item.".Length..].Replace('_', ' ');
        return char.ToUpperInvariant(words[0]) + words[1..];
    }

    private static string? Declared(JsonElement data) => Get(data, "planTitle") is { } plan
        ? $"Plan “{plan}” version {Get(data, "planVersion")}, scenario {Get(data, "scenario") ?? "none"}, tier {Get(data, "tier") ?? "none"}"
        : "Without a plan";

    private static string? Get(JsonElement data, string name) =>
        data.TryGetProperty(name, out var value) && value.ValueKind != JsonValueKind.Null ? value.ToString() : null;
}
