namespace DrConsole.Plans.Import.Enrich;

/// <summary>What kind of thing a policy backs up: the nearest words tell, from its name to the titles above it.</summary>
internal static class BackupSource
{
    public static BackupSourceKind? Of(BackupPolicy policy, Reading reading) =>
        Texts(policy, reading).Select(text => In(text, reading)).FirstOrDefault(kind => kind is not null);

    /// <summary>The product that a text names; null when it names none, or only a general word like "files".</summary>
    public static BackupSourceKind? Product(string text, Reading reading) =>
        In(text, reading) is { } kind and not (BackupSourceKind.Files or BackupSourceKind.OtherDatabase or BackupSourceKind.Logs or BackupSourceKind.Objects or BackupSourceKind.Code) ? kind : null;

    private static IEnumerable<string> Texts(BackupPolicy policy, Reading reading)
    {
        yield return policy.What;
        yield return policy.Type ?? "";
        yield return string.Join('\n', policy.Commands.SelectMany(command => command.Text.Split('\n').Where(line => CommentSteps.Comment(line) is null)));
        yield return policy.Method ?? "";
        yield return string.Join('\n', policy.Items);
        yield return policy.Remark ?? "";
        foreach (var title in reading.TitlesAbove(policy).Take(2))
        {
            yield return title;
        }
    }

    private static BackupSourceKind? In(string text, Reading reading)
    {
        if (text.Length == 0)
        {
            return null;
        }

        var said = reading.Terms.In(text.Length > 2000 ? text[..2000] : text);
        foreach (var (kind, phrases) in reading.Terms.Sources)
        {
            if (said.Has(phrases))
            {
                return kind;
            }
        }

        return null;
    }
}
