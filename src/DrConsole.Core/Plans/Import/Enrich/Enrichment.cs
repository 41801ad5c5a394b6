namespace DrConsole.Plans.Import.Enrich;

/// <summary>
/// Fills the structured fields of what the recognisers found, from what the document says of it elsewhere in a table's row, a list or a label.
/// Restraint: a field is filled only when the document says it.
/// </summary>
internal static class Enrichment
{
    private static readonly Func<PlanDocument, Reading, PlanDocument>[] Passes =
    [
        MetaFields.Fill,
        ChangeRecord.Fill,
        OnCall.Fill,
        SystemFields.Fill,
        TierFields.Fill,
        ObjectiveFields.Fill,
        SiteFields.Fill,
        StorageFields.Fill,
        BackupFields.Fill,
        DutyFields.Fill,
        RoleFields.Fill,
        ContactFields.Fill,
        EscalationFields.Fill,
        CommunicationFields.Fill,
        MonitoringFields.Fill,
        StepFields.Fill,
        ScenarioFields.Fill,
        StepReferences.Fill,
    ];

    /// <summary>The same document with more of its fields filled; claims the lines that it reads.</summary>
    public static PlanDocument Of(PlanDocument document, ImportDraft draft)
    {
        var reading = new Reading(draft);
        return Passes.Aggregate(document, (filled, pass) => pass(filled, reading));
    }
}
