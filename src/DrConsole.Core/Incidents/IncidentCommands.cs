using DrConsole.Access;
using DrConsole.Audit;
using DrConsole.Database;
using DrConsole.Plans;
using DrConsole.Platform;
using Microsoft.EntityFrameworkCore;

namespace DrConsole.Incidents;

/// <summary>Everything that changes an incident. Each change is an entry of the incident's chain, which is its timeline.</summary>
public sealed class IncidentCommands(AuditedChanges changes)
{
    private const int TextLength = 10_000;

    /// <summary>Opens an incident with the checklists of its plan; who declares it is its commander until that role is handed on. Returns its id.</summary>
    public Task<Guid> DeclareAsync(Actor actor, Guid commandId, DeclareIncident request, CancellationToken ct) =>
        changes.ApplyAsync(actor, commandId, Right.DeclareIncident, async change =>
        {
            var version = request.PlanVersionId is { } id ? await FindVersionAsync(change.Db, id, ct) : null;
            var plan = version is null ? null : PlanDocumentBytes.Read(version.Document);
            var scenario = request.ScenarioKey is null ? null : plan?.Scenarios.FirstOrDefault(candidate => candidate.Key == request.ScenarioKey)
                ?? throw new NotFoundException("scenario", request.ScenarioKey);
            var tier = Tier(plan, scenario, request.TierKey);

            var incident = Incident.Declare(change.NewId(), request.Title, request.Kind, version?.Id, scenario?.Key, scenario?.Title, actor.Name, change.At);
            incident.Classify(tier?.Name, tier?.RtoMinutes);
            incident.Assign(IncidentRole.Usual[0], actor.Id, actor.Name, change.At);
            if (plan is not null)
            {
                incident.Checklists.AddRange(IncidentBlueprint.Checklists(incident.Id, plan, scenario, change.NewId));
            }

            change.Db.Incidents.Add(incident);
            Record(change, incident, "incident.declared", new
            {
                incident.Title, incident.Kind, planVersionId = version?.Id, planVersion = version?.Number, planTitle = version?.Title,
                planSha256 = version is null ? null : Convert.ToHexStringLower(version.Sha256), scenario = scenario?.Title, tier = tier?.Name, tier?.RtoMinutes,
                commander = actor.Name, items = incident.Checklists.Sum(list => list.Items.Count),
            });
            return incident.Id;
        }, ct);

    /// <summary>Moves a checklist item to a state; back to "to do" is the undo. Returns its new revision.</summary>
    /// <param name="seenRevision">Revision that the caller saw: of two who act on one item, the slower is refused and told by whom.</param>
    /// <param name="kept">Where it was kept meanwhile; then it counts as done at that time.</param>
    public Task<int> MoveItemAsync(
        Actor actor, Guid commandId, Guid incidentId, Guid itemId, ItemState to, string? reason, int seenRevision, CancellationToken ct, Kept? kept = null) =>
        changes.ApplyAsync(actor, commandId, Right.RunIncident, async change =>
        {
            var incident = await LockOpenAsync(change, incidentId, ct);
            var item = await change.Db.IncidentItems.SingleOrDefaultAsync(candidate => candidate.Id == itemId && candidate.IncidentId == incidentId, ct)
                ?? throw new NotFoundException("checklist item", itemId);
            Move(change, incident, item, to, reason, seenRevision, kept);
            return item.Revision;
        }, ct);

    /// <summary>Skips every open item of a checklist for one reason. Returns how many there were.</summary>
    public Task<int> SkipRestAsync(Actor actor, Guid commandId, Guid incidentId, Guid checklistId, string reason, CancellationToken ct) =>
        changes.ApplyAsync(actor, commandId, Right.RunIncident, async change =>
        {
            var incident = await LockOpenAsync(change, incidentId, ct);
            var items = await change.Db.IncidentItems.Where(item => item.ChecklistId == checklistId && item.IncidentId == incidentId).OrderBy(item => item.Position).ToListAsync(ct);
            var open = items.Where(item => !item.IsClosed).ToList();
            if (open.Count == 0)
            {
                throw new RefusedException("nothing_open", "Nothing is open in this checklist.");
            }

            foreach (var item in open)
            {
                Move(change, incident, item, ItemState.Skipped, reason, item.Revision, kept: null);
            }

            return open.Count;
        }, ct);

    /// <summary>Adds a note to the timeline. Returns the entry's id.</summary>
    /// <param name="occurredAt">When it happened, if earlier than now.</param>
    /// <param name="corrects">The entry that this one puts right; that one stays as it is.</param>
    /// <param name="kept">Where it was kept meanwhile; then it happened at that time.</param>
    public Task<Guid> AddNoteAsync(
        Actor actor, Guid commandId, Guid incidentId, string text, DateTimeOffset? occurredAt, Guid? corrects, CancellationToken ct, Kept? kept = null) =>
        changes.ApplyAsync(actor, commandId, Right.RunIncident, async change =>
        {
            var incident = await LockOpenAsync(change, incidentId, ct);
            var note = CheckedNote(text);
            if (occurredAt > change.At)
            {
                throw new RefusedException("occurred_in_future", "The time at which it happened lies in the future.");
            }

            if (corrects is { } entryId && !await change.Db.AuditEntries.AnyAsync(entry => entry.Id == entryId && entry.Chain == AuditChain.Incident(incidentId), ct))
            {
                throw new NotFoundException("timeline entry", entryId);
            }

            return Record(change, incident, corrects is null ? "incident.note.added" : "incident.note.corrected", new { text = note, corrects, kept }, occurredAt?.ToUniversalTime() ?? Done(change, kept));
        }, ct);

    /// <summary>Records a decision. Returns its id.</summary>
    /// <param name="kept">Where it was kept meanwhile; then it was taken at that time.</param>
    public Task<Guid> DecideAsync(Actor actor, Guid commandId, Guid incidentId, TakeDecision request, CancellationToken ct, Kept? kept = null) =>
        changes.ApplyAsync(actor, commandId, Right.RunIncident, async change =>
        {
            var incident = await LockOpenAsync(change, incidentId, ct);
            var taken = Checked(request);
            var decision = new IncidentDecision
            {
                Id = change.NewId(), IncidentId = incidentId, Question = taken.Question, Options = [.. taken.Options], Choice = taken.Choice, Reason = taken.Reason,
                DecidedByName = actor.Name, DecidedAt = Done(change, kept),
            };
            change.Db.IncidentDecisions.Add(decision);
            Record(change, incident, "incident.decided", new { decisionId = decision.Id, decision.Question, decision.Options, decision.Choice, decision.Reason, kept }, decision.DecidedAt);
            return decision.Id;
        }, ct);

    /// <summary>Carries out an act; safe to repeat with the same command id.</summary>
    public Task CarryOutAsync(Actor actor, Guid commandId, Guid incidentId, IncidentAct act, CancellationToken ct, Kept? kept = null) => act switch
    {
        ItemAct item => MoveItemAsync(actor, commandId, incidentId, item.ItemId, item.To, item.Reason, item.SeenRevision, ct, kept),
        NoteAct note => AddNoteAsync(actor, commandId, incidentId, note.Text, null, null, ct, kept),
        DecisionAct taken => DecideAsync(actor, commandId, incidentId, taken.Decision, ct, kept),
        _ => throw new ArgumentOutOfRangeException(nameof(act), act, "No such act."),
    };

    /// <summary>Records that something which a node kept cannot be carried out any more, with all that was kept: the timeline loses nothing.</summary>
    internal Task<bool> RecordNotCarriedOutAsync(Journal.KeptAct kept, string why, CancellationToken ct) =>
        changes.ApplyAsync(Actor.Journal, kept.CommandId, Right.RunIncident, async change =>
        {
            var isThere = await change.Db.Incidents.AnyAsync(incident => incident.Id == kept.IncidentId, ct);
            var (text, detail) = TimelineText.Of(kept.Act);
            change.Record(
                isThere ? AuditChain.Incident(kept.IncidentId) : AuditChain.Console, "incident.act.not_carried_out",
                new { text, detail, why, by = kept.Actor.Name, byId = kept.Actor.Id, kept.IncidentId, kept.Act, kept.Kept }, Done(change, kept.Kept));
            change.Signal(Topic.Incident(kept.IncidentId));
            return true;
        }, ct);

    /// <summary>Refuses an act whose texts nobody would take.</summary>
    internal static void Check(IncidentAct act)
    {
        switch (act)
        {
            case ItemAct item:
                IncidentItem.CheckedReason(item.To, item.Reason);
                break;
            case NoteAct note:
                CheckedNote(note.Text);
                break;
            case DecisionAct taken:
                Checked(taken.Decision);
                break;
        }
    }

    /// <summary>Gives a role in the incident to a person with an account.</summary>
    public Task<bool> AssignRoleAsync(Actor actor, Guid commandId, Guid incidentId, string role, Guid personId, CancellationToken ct) =>
        changes.ApplyAsync(actor, commandId, Right.RunIncident, async change =>
        {
            await LockOpenAsync(change, incidentId, ct);
            var incident = await change.Db.Incidents.Include(candidate => candidate.Roles).SingleAsync(candidate => candidate.Id == incidentId, ct);
            var person = await change.Db.Users.AsNoTracking().SingleOrDefaultAsync(user => user.Id == personId && !user.IsDisabled, ct)
                ?? throw new NotFoundException("active account", personId);
            var before = incident.Roles.FirstOrDefault(held => string.Equals(held.Role, role.Trim(), StringComparison.OrdinalIgnoreCase))?.PersonName;
            incident.Assign(role, person.Id, person.DisplayName, change.At);
            Record(change, incident, "incident.role.assigned", new { role = role.Trim(), to = person.DisplayName, toId = person.Id, from = before });
            return true;
        }, ct);

    /// <summary>Moves the incident to another tier of its plan, with a reason.</summary>
    public Task<bool> ChangeTierAsync(Actor actor, Guid commandId, Guid incidentId, string tierKey, string reason, CancellationToken ct) =>
        changes.ApplyAsync(actor, commandId, Right.CommandIncident, async change =>
        {
            var incident = await LockOpenAsync(change, incidentId, ct);
            var version = incident.PlanVersionId is { } id ? await FindVersionAsync(change.Db, id, ct) : throw new RefusedException("no_plan", "This incident has no plan, so it has no tiers.");
            var tier = Tier(PlanDocumentBytes.Read(version.Document), null, tierKey);
            var before = incident.TierName;
            incident.Classify(tier!.Name, tier.RtoMinutes);
            Record(change, incident, "incident.tier.changed", new { from = before, to = tier.Name, tier.RtoMinutes, reason = Required(reason, "reason_missing", "Say why the tier changes.") });
            return true;
        }, ct);

    /// <summary>Ends the incident with a summary and a data-loss statement.</summary>
    public Task<bool> ResolveAsync(Actor actor, Guid commandId, Guid incidentId, string summary, string dataLoss, CancellationToken ct) =>
        changes.ApplyAsync(actor, commandId, Right.CommandIncident, async change =>
        {
            await LockOpenAsync(change, incidentId, ct);
            var incident = await change.Db.Incidents.Include(candidate => candidate.Checklists).ThenInclude(list => list.Items).AsSplitQuery().SingleAsync(candidate => candidate.Id == incidentId, ct);
            var open = incident.Checklists.OrderBy(list => list.Position).SelectMany(list => list.Items.OrderBy(item => item.Position).Where(item => !item.IsClosed).Select(item => (list, item))).ToList();
            incident.Resolve(summary, dataLoss, [.. open.Where(pair => pair.list.IsValidation).Select(pair => pair.item.Text)], actor.Name, change.At);
            Record(change, incident, "incident.resolved", new
            {
                incident.Summary, incident.DataLoss, minutes = Math.Round((change.At - incident.DeclaredAt).TotalMinutes, 1), incident.RtoMinutes, stepsLeftOpen = open.Select(pair => pair.item.Text),
            });
            return true;
        }, ct);

    // Changes of one incident queue on its row: each sees what the one before it did.
    private static async Task<Incident> LockOpenAsync(Change change, Guid incidentId, CancellationToken ct)
    {
        var incident = await change.Db.Incidents.FromSql($"SELECT *, xmin FROM incident WHERE id = {incidentId} FOR UPDATE").SingleOrDefaultAsync(ct)
            ?? throw new NotFoundException("incident", incidentId);
        incident.EnsureOpen();
        return incident;
    }

    private static async Task<PlanVersion> FindVersionAsync(DrDbContext db, Guid versionId, CancellationToken ct) =>
        await db.PlanVersions.AsNoTracking().SingleOrDefaultAsync(version => version.Id == versionId, ct) ?? throw new NotFoundException("plan version", versionId);

    private static TierChoice? Tier(PlanDocument? plan, Scenario? scenario, string? tierKey)
    {
        var tiers = plan is null ? [] : Severity.TiersOf(plan);
        return tierKey is null ? Severity.Usual(tiers, scenario?.Tier) : tiers.FirstOrDefault(tier => tier.Key == tierKey) ?? throw new NotFoundException("impact tier", tierKey);
    }

    private static void Move(Change change, Incident incident, IncidentItem item, ItemState to, string? reason, int seenRevision, Kept? kept)
    {
        var (from, at) = (item.State, Done(change, kept));
        item.MoveTo(to, reason, seenRevision, change.Actor.Name, at);
        Record(change, incident, $"incident.item.{Words.Action(to)}", new { itemId = item.Id, item.Text, from, to, item.Reason, item.Revision, kept }, at);
    }

    // When it was done: never later than it is recorded, however a node's clock went.
    private static DateTimeOffset Done(Change change, Kept? kept) => kept?.At < change.At ? kept.At : change.At;

    private static Guid Record(Change change, Incident incident, string action, object data, DateTimeOffset? occurredAt = null)
    {
        change.Signal(Topic.Incident(incident.Id));
        change.Signal(Topic.Incidents);
        return change.Record(AuditChain.Incident(incident.Id), action, data, occurredAt);
    }

    private static string CheckedNote(string text) => Required(text, "note_empty", "Write something first.");

    private static TakeDecision Checked(TakeDecision request) => new(
        Required(request.Question, "question_missing", "Say what had to be decided."), Options(request.Options), Required(request.Choice, "choice_missing", "Say what was chosen."),
        Required(request.Reason, "reason_missing", "Say why."));

    private static string[] Options(IReadOnlyList<string?>? options)
    {
        string[] clean = [.. (options ?? []).Select(option => SafeText.Clean((option ?? "").Trim())).Where(option => option.Length > 0)];
        return clean.Sum(option => option.Length) <= TextLength ? clean : throw new RefusedException("text_too_long", $"Keep the options together under {TextLength} characters.");
    }

    private static string Required(string? text, string code, string sentence) => string.IsNullOrWhiteSpace(text)
        ? throw new RefusedException(code, sentence)
        : SafeText.Clean(text.Trim()) is { Length: <= TextLength } clean ? clean : throw new RefusedException("text_too_long", $"Keep it under {TextLength} characters.");
}
