namespace DrConsole.Plans.Import;

/// <summary>Named instructions that are no scenario: a numbered list, a script, or both, wherever nobody else took them.</summary>
internal static class ProcedureRecogniser
{
    public static void Run(ImportDraft draft)
    {
        foreach (var section in draft.Sections.Where(section => section.Kind is SectionKind.Heading or SectionKind.Label && section.Theme is not (Topic.Toc or Topic.Contact or Topic.Control or Topic.Checklist)))
        {
            var free = section.Blocks.Where(draft.IsFree).ToList();
            var link = free.OfType<Paragraph>().Select(paragraph => LinkIn(draft, paragraph)).FirstOrDefault(found => found is not null);
            var steps = free.Any(block => block is CodeBlockNode code ? IsPlace(section) || IsRun(code) : block is ListBlock { Ordered: true } && IsPlace(section))
                || (section.Theme is Topic.Steps or Topic.Procedure or Topic.Process && free.OfType<ListBlock>().Any());
            if (!steps && link is null)
            {
                continue;
            }

            // Its sub-chapters are procedures of their own.
            var alone = new Section(section.Title, section.Kind, section.Level, section.Line, section.Parent);
            alone.Blocks.AddRange(free);
            alone.Classify(draft.Lexicon);
            var reader = new StepReader(draft, "step");
            reader.Read(alone);
            foreach (var paragraph in free.OfType<Paragraph>().Where(paragraph => link is not null && LinkIn(draft, paragraph) is not null))
            {
                draft.Claim(paragraph);
            }

            draft.Procedures.Add(new Procedure
            {
                Key = draft.Key("procedure", section.Title),
                Title = section.Kind == SectionKind.Label && section.Parent is { Title.Length: > 0, Level: > 1 } parent ? $"{parent.Title}: {section.Title}" : section.Title,
                Description = reader.Description,
                Steps = [.. reader.Steps],
                Commands = reader.Commands,
                Script = reader.Commands.Select(command => ScriptIn(command.Text)).FirstOrDefault(name => name is not null),
                Link = link,
                Source = new SourceLines(section.Line, free.Count > 0 ? free.Max(block => block.Last) : section.HeadEnd),
            });
        }
    }

    // A numbered list is only something to do where a title says so; principles and aims are numbered too.
    private static bool IsPlace(Section section)
    {
        for (var above = section; above is { Kind: not SectionKind.Root, Level: > 1 }; above = above.Parent!)
        {
            if (above.Own.HasAny(Topic.Steps, Topic.Procedure, Topic.Process, Topic.Scenario, Topic.Hazard, Topic.Backup, Topic.Replication, Topic.Test, Topic.Storage))
            {
                return true;
            }
        }

        return false;
    }

    private static bool IsRun(CodeBlockNode code) => code.Language is null or "bash" or "sh" or "shell" or "zsh" or "console" or "powershell" or "ps1" or "sql" or "cmd" or "bat" or "python";

    // The file's name stands as a comment at the head of the script.
    private static string? ScriptIn(string code) =>
        code.Split('\n').Take(4).Select(CommentSteps.Comment).FirstOrDefault(comment => comment is not null && !comment.Contains(' ', StringComparison.Ordinal) && Path.GetExtension(comment) is ".sh" or ".ps1" or ".py" or ".rb" or ".yml" or ".yaml" or ".sql");

    private static string? LinkIn(ImportDraft draft, Paragraph paragraph)
    {
        for (var line = paragraph.First; line <= paragraph.Last; line++)
        {
            var text = draft.Source.Lines[line - 1];
            var open = text.IndexOf("](", StringComparison.Ordinal);
            var close = open < 0 ? -1 : text.IndexOf(')', open);
            if (close > 0 && Path.GetExtension(text[(open + 2)..close]) is ".sh" or ".ps1" or ".py" or ".yml" or ".yaml" or ".sql")
            {
                return text[(open + 2)..close];
            }
        }

        return null;
    }
}
