using DrConsole.Plans.Export;

namespace DrConsole.Plans.Import;

/// <summary>
/// Turns a Markdown plan into a structured draft. Pure: the same text gives the same document. Nothing is lost: what no recogniser
/// claims becomes a note at its place, verbatim.
/// </summary>
public static class PlanImporter
{
    /// <summary>Larger documents are refused.</summary>
    public const int MaxBytes = SourceText.MaxBytes;

    // The order matters: the first to claim a line keeps it, so the more special recogniser goes first.
    private static readonly Action<ImportDraft>[] Recognisers =
    [
        MetaRecogniser.Run,
        UsefulCommandsRecogniser.Run,
        TierRecogniser.Run,
        ObjectiveRecogniser.Run,
        ScenarioRecogniser.Run,
        ChecklistRecogniser.Run,
        EscalationRecogniser.Run,
        ContactRecogniser.Run,
        RoleRecogniser.Run,
        TemplateRecogniser.Run,
        DutyRecogniser.Run,
        CommunicationRecogniser.Run,
        BackupRecogniser.Run,
        StorageRecogniser.Run,
        SiteRecogniser.Run,
        ReplicationRecogniser.Run,
        DependencyRecogniser.Run,
        MonitoringRecogniser.Run,
        SystemRecogniser.Run,
        ProcedureRecogniser.Run,
        NoteRecogniser.Run,
    ];

    /// <summary>Imports a file's bytes: UTF-8, with or without a byte order mark. Refuses what is no plan by any reading.</summary>
    public static ImportedPlan Import(string fileName, ReadOnlySpan<byte> bytes) => Import(fileName, SourceText.Read(bytes));

    /// <summary>Imports a text. Refuses what is no plan by any reading.</summary>
    public static ImportedPlan Import(string fileName, string text) => Import(fileName, SourceText.Read(text));

    private static ImportedPlan Import(string fileName, SourceText source)
    {
        if (ExportedPlan.Read(source) is { } exported)
        {
            return exported;
        }

        DepthCheck.Demand(source.Lines);
        var lexicon = Lexicon.For(LanguageGuess.Of(source.Text));
        var outline = new OutlineReader(source, lexicon);
        var draft = new ImportDraft(source, outline, outline.Read(), lexicon, fileName);
        foreach (var recognise in Recognisers)
        {
            recognise(draft);
        }

        var document = Enrich.Enrichment.Of(DocumentOf(draft), draft);
        LostLines.Release(draft, document);
        document = document with { Notes = NoteRecogniser.Notes(draft) };
        return new ImportedPlan(document, NoteRecogniser.Understood(draft), [.. draft.Warnings, .. ExportedPlan.Doubts(source)], source.Text);
    }

    private static PlanDocument DocumentOf(ImportDraft draft) => new()
    {
        Meta = draft.Meta,
        Outline = NoteRecogniser.Outline(draft),
        Systems = InOrder(draft.Systems),
        Objectives = InOrder(draft.Objectives),
        Tiers = InOrder(draft.Tiers),
        Scenarios = InOrder(draft.Scenarios),
        Procedures = InOrder(draft.Procedures),
        Checklists = InOrder(draft.Checklists),
        Backups = InOrder(draft.Backups),
        StorageLocations = InOrder(draft.Storage),
        RecoverySites = InOrder(draft.Sites),
        Replications = InOrder(draft.Replications),
        ExternalDependencies = InOrder(draft.Dependencies),
        Contacts = InOrder(draft.Contacts),
        Escalation = InOrder(draft.Escalation),
        Roles = InOrder(draft.Roles),
        Communication = InOrder(draft.Communication),
        Templates = InOrder(draft.Templates),
        Duties = InOrder(draft.Duties),
        Monitoring = InOrder(draft.Monitoring),
        UsefulCommands = draft.UsefulCommands,
    };

    private static List<T> InOrder<T>(List<T> items)
        where T : PlanItem => [.. items.OrderBy(item => item.Source?.First ?? 0)];
}
