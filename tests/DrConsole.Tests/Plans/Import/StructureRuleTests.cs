using DrConsole.Plans;
using DrConsole.Plans.Import;

namespace DrConsole.Tests.Plans.Import;

public sealed class StructureRuleTests
{
    [Theory]
    [InlineData("en", "You will see")]
    [InlineData("de", "Woran merken wir es")]
    [InlineData("fr", "Comment s'en rendre compte")]
    [InlineData("es", "Cómo se nota")]
    [InlineData("pt", "Como perceber")]
    [InlineData("nl", "Wat je ziet")]
    [InlineData("it", "Come accorgersene")]
    [InlineData("ru", "Как заметить")]
    [InlineData("tr", "Nasıl fark ederiz")]
    [InlineData("zh", "您会看到")]
    [InlineData("ja", "気付き方")]
    [InlineData("ko", "나타나는 현상")]
    [InlineData("pl", "Co zobaczysz")]
    [InlineData("uk", "Як помітити")]
    [InlineData("cs", "Jak to poznáte")]
    [InlineData("sv", "Hur märks det")]
    [InlineData("id", "Cara mengenali")]
    [InlineData("vi", "Bạn sẽ thấy")]
    public void What_one_will_see_is_a_sign_and_no_step(string language, string label)
    {
        var topics = Lexicon.For(language).Topics(label);

        Assert.Equal((true, false), (topics.Has(Topic.Detection), topics.Has(Topic.Steps)));
    }

    [Fact]
    public void Signs_under_a_label_are_no_steps()
    {
        var scenario = Assert.Single(Fixture.Read("# T\n\n## Runbooks\n\n### Runbook 1: Queue is down\n\n**You will see:**\n\n- Red light\n- Silence\n\n**Do this:**\n\n1. Restart it\n").Scenarios);

        Assert.Equal(["Red light", "Silence"], scenario.Detection);
        Assert.Equal(["Restart it"], scenario.Steps().Select(step => step.Text));
    }

    [Theory]
    [InlineData("| Vendor | Contract | Contact |\n|---|---|---|\n| Hosting | Gold | help@host.example |\n| Mail | Silver | mail@post.example |")]
    [InlineData("| Vendor | Contract | Reach them |\n|---|---|---|\n| Hosting | Gold | help@host.example |\n| Mail | Silver | mail@post.example |")]
    public void An_address_is_one_whatever_its_column_is_called(string table)
    {
        var contacts = Fixture.Read("# T\n\n## Contacts\n\n" + table + "\n").Contacts;

        Assert.Equal([("Hosting", null, "help@host.example"), ("Mail", null, "mail@post.example")], contacts.Select(contact => (contact.Role, contact.Name, contact.Email)));
        Assert.DoesNotContain(contacts, contact => contact.Remark?.Contains('@', StringComparison.Ordinal) == true);
    }

    [Fact]
    public void One_address_among_names_is_no_name()
    {
        var contacts = Fixture.Read("# T\n\n## Contacts\n\n| Role | Name | Phone |\n|---|---|---|\n| Lead | A. Example | +1 555 0100 |\n| Hosting | help@host.example | +1 555 0101 |\n| Power | +1 555 0102 | |\n").Contacts;

        Assert.Equal([("A. Example", "+1 555 0100", null), (null, "+1 555 0101", "help@host.example"), (null, "+1 555 0102", null)], contacts.Select(contact => (contact.Name, contact.Phone, contact.Email)));
    }

    [Fact]
    public void A_title_that_is_a_rhythm_rules_the_bullets_below_it()
    {
        var duties = Fixture.Read("# T\n\n## Testing\n\n**Monthly**\n\n- Restore the weekly dump\n- Page the desk without warning\n\n**Yearly**\n\n- Lose a region\n").Duties;

        Assert.Equal([("Restore the weekly dump", "Monthly"), ("Page the desk without warning", "Monthly"), ("Lose a region", "Yearly")], duties.Select(duty => (duty.Name, duty.Frequency)));
    }

    [Fact]
    public void What_support_promises_is_no_tier_and_a_class_of_incidents_is_one()
    {
        const string Rows = "\n\n| Priority | First response | Hours |\n|---|---|---|\n| P1 | 15 minutes | 24/7 |\n| P2 | 1 hour | weekdays |\n";

        Assert.Empty(Fixture.Read("# T\n\n## Targets\n\n### Response times in support" + Rows).Tiers);
        Assert.Equal(["P1", "P2"], Fixture.Read("# T\n\n## Severity levels" + Rows).Tiers.Select(tier => tier.Name));
    }
}
