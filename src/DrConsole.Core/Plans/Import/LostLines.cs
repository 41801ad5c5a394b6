using System.Collections;

namespace DrConsole.Plans.Import;

/// <summary>The last guard of "nothing is lost": a claimed line that no item points at is released again. A table's head and markup are structure.</summary>
internal static class LostLines
{
    public static void Release(ImportDraft draft, PlanDocument document)
    {
        var kept = new HashSet<int>(draft.MetaLines);
        var sources = typeof(PlanDocument).GetProperties().Select(property => property.GetValue(document)).OfType<IEnumerable>()
            .SelectMany(list => list.OfType<PlanItem>()).Where(item => item is not PlanHeading)
            .Concat(document.Scenarios.SelectMany(scenario => scenario.Steps())).SelectMany(item => item.MoreSources.Append(item.Source))
            .Concat(Commands(document).Select(command => command.Source));
        foreach (var source in sources.OfType<SourceLines>())
        {
            kept.UnionWith(Enumerable.Range(source.First, source.Last - source.First + 1));
        }

        foreach (var table in draft.Sections.SelectMany(section => section.Blocks).OfType<TableBlock>().Where(table => table.Rows.Any(row => kept.Contains(row.First))))
        {
            kept.UnionWith(Enumerable.Range(table.First, table.Last - table.First + 1).Where(line => line < table.Rows[0].First || !HtmlMarks.Speaks(draft.Source.Lines[line - 1])));
        }

        for (var line = 1; line <= draft.Source.Lines.Count; line++)
        {
            if (draft.IsClaimed(line) && !kept.Contains(line))
            {
                draft.Release(line);
            }
        }
    }

    private static IEnumerable<CommandBlock> Commands(PlanDocument document) =>
        document.Scenarios.SelectMany(scenario => scenario.Commands).Concat(document.Procedures.SelectMany(procedure => procedure.Commands))
            .Concat(document.Backups.SelectMany(backup => backup.Commands)).Concat(document.Monitoring.SelectMany(rule => rule.Rules));
}
