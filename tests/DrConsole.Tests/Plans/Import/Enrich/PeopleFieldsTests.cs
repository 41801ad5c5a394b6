using DrConsole.Plans;

namespace DrConsole.Tests.Plans.Import.Enrich;

public sealed class PeopleFieldsTests
{
    [Fact]
    public void A_table_of_vendors_fills_what_they_ask_for()
    {
        var contact = Assert.Single(Fixture.Read("# T\n\n## Vendor contacts\n\n| Role | Name | Phone | Mobile | Email | Slack | Hours | Company | Contract number | Support level | Time zone |\n|---|---|---|---|---|---|---|---|---|---|---|\n| Storage desk | A. Example | +49 30 5550100 | +49 170 5550100 | a@v.example | @storage | 24/7 | Example Net | C-4711 | Gold | Europe/Berlin |\n").Contacts);

        Assert.Equal(("24/7", "Example Net", "C-4711", "Gold", "Europe/Berlin", null), (contact.Availability, contact.Company, contact.ContractNumber, contact.SupportLevel, contact.Zone, contact.Remark));
        Assert.Equal([(ContactMethodKind.Phone, "+49 170 5550100"), (ContactMethodKind.Chat, "@storage")], contact.Methods.Select(method => (method.Kind, method.Value)));
    }

    [Fact]
    public void Levels_name_the_contacts_and_roles_they_call()
    {
        var plan = Fixture.Read("# T\n\n## Contacts\n\n| Role | Name | Phone |\n|---|---|---|\n| Platform Lead | A. Example | +49 30 5550100 |\n| CTO | B. Example | +49 30 5550101 |\n\n## Escalation\n1. **Level 1**: On-call engineer\n2. **Level 2**: Platform Lead, call again 3 times every 10 minutes\n3. **Level 3**: CTO\n");

        Assert.Equal(["", "A. Example", "B. Example"], plan.Escalation.Select(level => string.Join(", ", level.Targets)));
        Assert.Equal((3, 10.0), (plan.Escalation[1].Repeats, plan.Escalation[1].RepeatMinutes));
        Assert.Empty(plan.EscalationPaths);
    }

    [Fact]
    public void Two_ladders_are_two_paths()
    {
        var plan = Fixture.Read("# T\n\n## Escalation\n\n### Technical escalation\n1. **Level 1**: Night desk\n2. **Level 2**: Duty lead\n\n### Escalation to management\n1. **Level 1**: Director\n2. **Level 2**: Board\n");

        Assert.Equal(["Technical escalation", "Escalation to management"], plan.EscalationPaths.Select(path => path.Name));
        Assert.Equal(["Technical escalation", "Technical escalation", "Escalation to management", "Escalation to management"], plan.Escalation.Select(level => level.Path));
    }

    [Fact]
    public void A_table_of_turns_is_a_rotation()
    {
        var plan = Fixture.Read("# T\n\n## On-call rota\n\n| Week of | Primary | Secondary |\n|---|---|---|\n| 2026-01-05 | A. Example | B. Example |\n| 2026-01-12 | B. Example | A. Example |\n");

        Assert.Equal(2, plan.Rotations.Count);
        Assert.Equal(("2026-01-05", 7), (plan.Rotations[0].Start, plan.Rotations[0].TurnDays));
        Assert.Equal(["A. Example", "B. Example"], plan.Rotations[0].Members);
    }

    [Fact]
    public void Rules_of_communication_tell_channel_and_cadence()
    {
        var plan = Fixture.Read("# T\n\n## Communication\n\n| Audience | Channel | Frequency |\n|---|---|---|\n| Customers | Status page | every 30 minutes |\n\n### Staff\n- Tell everybody via Slack\n- Say more every hour\n");

        Assert.Equal([("Status page", "every 30 minutes"), ("Slack", "every hour")], plan.Communication.Select(rule => (rule.Channel, rule.Cadence)));
    }

    [Fact]
    public void A_message_tells_its_subject_and_whom_it_is_for()
    {
        var template = Assert.Single(Fixture.Read("# T\n\n## Message templates\n\n### First notice\n\n```\nTo: all customers\nSubject: We are down\n\nSorry.\n```\n").Templates);

        Assert.Equal(("We are down", "all customers"), (template.Subject, template.Audience));
    }
}
