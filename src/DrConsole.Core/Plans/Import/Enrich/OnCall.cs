namespace DrConsole.Plans.Import.Enrich;

/// <summary>An on-call rotation from a table of turns ("Week | Primary") or a labelled list under an on-call title.</summary>
internal static class OnCall
{
    public static PlanDocument Fill(PlanDocument document, Reading reading)
    {
        var rotations = new List<Rotation>();
        foreach (var section in reading.Draft.Sections.Where(section => section.Kind is SectionKind.Heading or SectionKind.Label && reading.Terms.Says(section.Title, Term.OnCall)))
        {
            foreach (var table in section.Blocks.OfType<TableBlock>().Where(table => table.Rows.Count > 1 && table.Rows.All(row => !reading.Draft.IsClaimed(row.First)) && reading.Terms.Says(table.Columns[0], Term.Turn)))
            {
                rotations.AddRange(FromTable(section, table, reading));
            }

            if (FromFacts(section, reading) is { } listed)
            {
                rotations.Add(listed);
            }
        }

        return document with { Rotations = [.. document.Rotations, .. rotations] };
    }

    // Each further column is a line of its own: the first, the second on call.
    private static IEnumerable<Rotation> FromTable(Section section, TableBlock table, Reading reading)
    {
        reading.Draft.Claim(table);
        var turn = ScheduleGrammar.EveryDays($"{table.Columns[0]} {section.Title}", reading.Terms);
        var starts = table.Rows.Select(row => DateGrammar.Iso(row.Cells[0], reading.Lexicon)).ToList();
        for (var at = 1; at < table.Columns.Count; at++)
        {
            var members = table.Rows.Select(row => row.Cells[at]).Where(name => !Placeholder.Is(name)).Distinct(StringComparer.OrdinalIgnoreCase).ToList();
            if (members.Count > 0 && members.All(member => Phones.In(member) is null && member.Length < 60))
            {
                yield return new Rotation
                {
                    Key = reading.Draft.Key("rotation", $"{section.Title} {table.Columns[at]}"),
                    Name = table.Columns.Count > 2 ? $"{section.Title}: {table.Columns[at]}" : section.Title,
                    Members = members, Start = starts[0] is { Length: 10 } day ? day : null, TurnDays = turn is >= 1 and <= 31 ? (int)turn : Gap(starts),
                    Source = new SourceLines(table.First, table.Last),
                };
            }
        }
    }

    private static Rotation? FromFacts(Section section, Reading reading)
    {
        var draft = new Rotation { Key = "", Name = section.Title, Source = new SourceLines(section.Line, section.LastLine) };
        var said = reading.About(draft);
        var members = said.List(Term.Member);
        if (members.Count < 2)
        {
            return null;
        }

        var handover = said.Of(Term.Handover);
        var times = ClockGrammar.Of(handover ?? "", reading.Terms);
        var turn = ScheduleGrammar.EveryDays($"{handover} {said.Of(Topic.Frequency)} {section.Title}", reading.Terms);
        return draft with
        {
            Key = reading.Draft.Key("rotation", section.Title), Members = members, TurnDays = turn is >= 1 and <= 31 ? (int)turn : null,
            HandoverTime = times.Count == 1 ? times[0].ToString("HH:mm", System.Globalization.CultureInfo.InvariantCulture) : null, Zone = ZoneGrammar.Of($"{handover} {said.Of(Term.Zone)}").Zone,
            MoreSources = said.MoreSources(),
        };
    }

    private static int? Gap(List<string?> starts) =>
        starts.Count > 1 && DateOnly.TryParse(starts[0], System.Globalization.CultureInfo.InvariantCulture, out var first) && DateOnly.TryParse(starts[1], System.Globalization.CultureInfo.InvariantCulture, out var second)
        && second.DayNumber - first.DayNumber is >= 1 and <= 31 and var days ? days : null;
}
