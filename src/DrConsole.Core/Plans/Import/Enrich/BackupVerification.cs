namespace DrConsole.Plans.Import.Enrich;

/// <summary>What the document says of all backups at once: how they are verified, and that they are encrypted.</summary>
internal static class BackupVerification
{
    /// <summary>Bullets under a title like "Backup verification" that became nothing else.</summary>
    public static IReadOnlyList<Statement> General(PlanDocument document, Reading reading)
    {
        var statements = new List<Statement>();
        foreach (var section in document.Backups.Count == 0 ? [] : reading.Draft.Sections.Where(section => IsPlace(section, reading)))
        {
            foreach (var item in section.Items.Where(item => item.IsLeaf && !reading.Draft.IsClaimed(item.First)))
            {
                statements.Add(new Statement(item.Head.Text, reading.Draft.Claim(item)));
            }
        }

        return [.. statements, .. document.Backups.Count == 0 ? [] : document.Duties.Where(duty => duty.Kind == DutyKind.Test && IsProof(duty, reading)).Select(duty => Proof(duty, reading))];
    }

    /// <summary>"All backups are encrypted at rest", wherever it stands as a point of its own.</summary>
    public static IReadOnlyList<Statement> Encryption(PlanDocument document, Reading reading) => document.Backups.Count == 0 ? [] :
    [
        .. reading.Draft.Sections.SelectMany(section => section.Items).Where(item => item.IsLeaf && item.Head.Label is null && item.Text.Length < 120)
            .Where(item => reading.Terms.Says(item.Text, Term.All) && reading.Lexicon.Topics(item.Text) is var topics && topics.Has(Topic.Backup) && topics.Has(Topic.Encryption))
            .Select(item => new Statement(item.Head.Bare, new SourceLines(item.First, item.Last))),
    ];

    private static bool IsProof(Duty duty, Reading reading) =>
        reading.Lexicon.Speaks(duty.Name, Topic.Backup) && (reading.Terms.Says(duty.Name, Term.Verification) || reading.Terms.Says(duty.Name, Term.Integrity));

    // "Backup restoration: Weekly", with its parts when it lists them.
    private static Statement Proof(Duty duty, Reading reading)
    {
        var often = duty.Frequency is { } frequency && !duty.Name.Contains(frequency, StringComparison.OrdinalIgnoreCase) ? $": {frequency}" : "";
        var parts = duty.Parts.Count > 0 ? $" ({string.Join("; ", duty.Parts)})" : "";
        return new Statement(duty.Name + often + parts, duty.Source!, BackupSource.Product(duty.Name, reading));
    }

    private static bool IsPlace(Section section, Reading reading) =>
        (IsTitle(section.Title, reading) && section.Kind is SectionKind.Heading or SectionKind.Label && (section.Own.Has(Topic.Backup) || section.Parent?.Own.Has(Topic.Backup) == true))
        || (section.Kind == SectionKind.Label && reading.Terms.Says(section.Title, Term.Verification) && section.Parent is { } above && above.Own.Has(Topic.Backup) && IsTitle(above.Title, reading));

    private static bool IsTitle(string title, Reading reading) => reading.Terms.Says(title, Term.Verification);
}
