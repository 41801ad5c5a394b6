namespace DrConsole.Plans.Import.Enrich;

/// <summary>What a backup policy says in words, as data: source, mode, schedule, retention, destinations, system, encryption, residency, verification.</summary>
internal static class BackupFields
{
    private const int LongestText = 480;

    public static PlanDocument Fill(PlanDocument document, Reading reading)
    {
        var general = BackupVerification.General(document, reading);
        var encryption = BackupVerification.Encryption(document, reading);
        var policies = document.Backups.Select(policy => Filled(policy, document, reading, general, encryption)).ToList();

        // Claimed only now: one sentence may belong to several policies.
        policies.SelectMany(policy => policy.MoreSources).ToList().ForEach(lines => reading.Draft.Claim(lines.First, lines.Last));
        return document with { Backups = policies };
    }

    private static BackupPolicy Filled(BackupPolicy policy, PlanDocument document, Reading reading, IReadOnlyList<Statement> general, IReadOnlyList<Statement> encryption)
    {
        var said = reading.About(policy);
        var introduced = BackupIntroduction.Of(policy, reading);
        policy = introduced.Policy;
        var own = said.Of(Term.Verification);
        var (cron, zone) = BackupSchedule.Of(policy, reading);
        var protectedBy = policy.Encryption ?? said.Of(Topic.Encryption) ?? Part(policy.Location, part => reading.Lexicon.Speaks(part, Topic.Encryption));
        var proofs = general.Where(statement => statement.Kind is not { } kind || kind == (policy.SourceKind ?? BackupSource.Of(policy, reading))).ToList();
        var filled = policy with
        {
            SourceKind = policy.SourceKind ?? BackupSource.Of(policy, reading),
            Mode = policy.Mode ?? BackupModes.Of(policy, reading),
            Cron = policy.Cron ?? cron,
            Zone = policy.Zone ?? (cron is null ? null : zone),
            RetentionRules = policy.RetentionRules.Count > 0 ? policy.RetentionRules : RetentionRuleGrammar.Of(policy.Retention, reading.Terms),
            Destinations = policy.Destinations.Count > 0 ? policy.Destinations : Destinations(policy, document),
            System = policy.System ?? SystemOf(policy, document, reading),
            Encryption = protectedBy ?? Joined(encryption),
            Residency = policy.Residency ?? said.Of(Term.Residency) ?? Part(policy.Location, part => reading.Terms.Says(part, Term.Only)),
            Verification = policy.Verification ?? own ?? Joined(proofs),
        };
        return filled with
        {
            Remark = said.Rest(policy.Remark),
            MoreSources = [.. said.MoreSources(), .. introduced.Lines, .. own is null ? proofs.Select(statement => statement.Source) : [], .. protectedBy is null ? encryption.Select(statement => statement.Source) : []],
        };
    }

    private static string? Joined(IReadOnlyList<Statement> statements)
    {
        var joined = "";
        foreach (var statement in statements.Where(statement => joined.Length + statement.Text.Length < LongestText))
        {
            joined += (joined.Length > 0 ? "; " : "") + statement.Text;
        }

        return joined.Length == 0 ? null : joined;
    }

    // "All regions + encrypted offsite": the part that says it.
    private static string? Part(string? text, Func<string, bool> says) =>
        text?.Split(['+', ',', ';', '、'], StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries).FirstOrDefault(says);

    private static IReadOnlyList<string> Destinations(BackupPolicy policy, PlanDocument document) => policy.Location is not { } location ? [] :
    [
        .. document.StorageLocations.Where(storage => NameMatch.Names(location, storage.Name) || (storage.Location is { Length: > 3 } place && string.Equals(place, location, StringComparison.OrdinalIgnoreCase)))
            .Select(storage => storage.Name).Distinct(StringComparer.Ordinal),
    ];

    private static string? SystemOf(BackupPolicy policy, PlanDocument document, Reading reading) =>
        document.Systems.Count == 0 ? null
        : policy.What.Split(':', StringSplitOptions.TrimEntries).Select(part => NameMatch.System(document.Systems, part, word => BackupModes.IsNamed(word, reading) || Rhythm.Of(word, reading.Terms).Count > 0 || reading.Lexicon.IsExactly(word, Topic.Backup, Topic.Method))).FirstOrDefault(name => name is not null);
}
