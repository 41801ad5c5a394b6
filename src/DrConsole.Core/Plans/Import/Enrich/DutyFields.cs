namespace DrConsole.Plans.Import.Enrich;

/// <summary>How many days may pass between two times of a duty, and who answers for it.</summary>
internal static class DutyFields
{
    public static PlanDocument Fill(PlanDocument document, Reading reading) =>
        document with { Duties = [.. document.Duties.Select(duty => Filled(duty, reading))] };

    private static Duty Filled(Duty duty, Reading reading)
    {
        var said = reading.About(duty);
        return duty with
        {
            EveryDays = duty.EveryDays ?? (duty.Frequency is { } often ? ScheduleGrammar.EveryDays(often, reading.Terms) : null),
            Owner = duty.Owner ?? said.Of(Topic.Responsible) ?? said.Of(Topic.Owner) ?? said.Of(Term.Lead),
            Remark = said.Rest(duty.Remark),
            MoreSources = said.MoreSources(),
        };
    }
}
