using DrConsole.Plans.Edit.Contacts;

namespace DrConsole.Tests.Plans.Edit;

public sealed class ContactPasteTests
{
    [Theory]
    [InlineData("Name,Role,Phone,E-mail\nA. Example,Database on-call,+49 30 000001,a@example.org")]
    [InlineData("Name;Funktion;Telefon;E-Mail-Adresse\r\nA. Example;Database on-call;+49 30 000001;a@example.org\r\n")]
    [InlineData("Nom\tRôle\tTéléphone\tCourriel\nA. Example\tDatabase on-call\t+49 30 000001\ta@example.org")]
    [InlineData("氏名,役割,電話番号,メールアドレス\nA. Example,Database on-call,+49 30 000001,a@example.org")]
    [InlineData("\uFEFFФИО;Должность;Телефон;Электронная почта\n\"A. Example\";Database on-call;+49 30 000001;a@example.org")]
    public void A_table_is_read_in_any_language_and_with_any_mark_between_the_columns(string text)
    {
        var contact = Assert.Single(Read(text));

        Assert.Empty(contact.Errors);
        Assert.Equal(["A. Example", "Database on-call", "+49 30 000001", "a@example.org"], Texts(contact, "name", "role", "phone", "email"));
    }

    [Fact]
    public void A_value_in_quotation_marks_may_hold_the_mark_between_columns_and_lines()
    {
        var contact = Assert.Single(Read("Name,Remark\n\"Example, A.\",\"First line\nsecond \"\"line\"\"\""));

        Assert.Equal(["Example, A.", "First line\nsecond \"line\""], Texts(contact, "name", "remark"));
    }

    [Fact]
    public void Further_numbers_are_further_ways_and_unknown_columns_go_into_the_remark()
    {
        var contact = Assert.Single(Read("First name,Last name,Phone 1,Mobile,Slack,Badge\nA.,Example,1,2,#oncall,B-7"));

        Assert.Equal(["A. Example", "1", "Badge: B-7"], Texts(contact, "name", "phone", "remark"));
        Assert.Equal(["2", "#oncall"], contact.Ways);
    }

    [Fact]
    public void Each_row_says_what_is_wrong_with_it_and_on_which_line_it_stands()
    {
        var contacts = Read("Name,Phone,E-mail,Time zone\nA. Example,1,a@example.org,Europe/Berlin\n\n,2,,\nB. Example,3,nowhere,Mars/Olympus\nC. Example,4,,,,more");

        Assert.Equal([2, 4, 5, 6], contacts.Select(contact => contact.Line));
        Assert.Empty(contacts[0].Errors);
        Assert.Contains("no name", Assert.Single(contacts[1].Errors));
        Assert.Equal(2, contacts[2].Errors.Count);
        Assert.Contains("6 values", Assert.Single(contacts[3].Errors));
    }

    [Theory]
    [InlineData("", "Paste")]
    [InlineData("just a text\nof two lines", "first line must name")]
    [InlineData("Name,Phone\n", "nothing below")]
    public void What_is_no_table_is_refused_with_the_cure(string text, string says) => Assert.Contains(says, ContactPaste.Read(text).Fault);

    [Fact]
    public void More_than_can_be_added_at_once_is_refused() =>
        Assert.Contains("501", ContactPaste.Read("Name\n" + string.Join('\n', Enumerable.Range(0, 501).Select(i => $"P {i}"))).Fault);

    [Fact]
    public void A_card_of_version_3_is_read_with_folded_lines_and_several_numbers()
    {
        const string Card = "BEGIN:VCARD\r\nVERSION:3.0\r\nN:Example;A.;;;\r\nFN:A. Exam\r\n ple\r\nORG:Vendor\\, Ltd.;Support\r\nTITLE:Database on-call\r\nitem1.TEL;TYPE=WORK,VOICE:+1 000 1\r\nTEL;TYPE=CELL;TYPE=PREF:+1 000 2\r\n"
            + "TEL;TYPE=pager:+1 000 3\r\nEMAIL;TYPE=INTERNET:a@example.org\r\nEMAIL:b@example.org\r\nNOTE:First\\nsecond\r\nPHOTO;ENCODING=b:AAAA\r\n BBBB\r\nEND:VCARD\r\n";

        var contact = Assert.Single(Read(Card));

        Assert.Empty(contact.Errors);
        Assert.Equal(["A. Example", "Vendor, Ltd.", "Database on-call", "+1 000 2", "a@example.org", "First\nsecond"], Texts(contact, "name", "company", "role", "phone", "email", "remark"));
        Assert.Equal(["+1 000 1", "+1 000 3", "b@example.org"], contact.Ways);
    }

    [Fact]
    public void A_card_of_version_4_is_read_with_addresses_as_uris()
    {
        const string Card = "BEGIN:VCARD\nVERSION:4.0\nFN:A. Example\nTEL;VALUE=uri;PREF=2;TYPE=\"voice,home\":tel:+49-30-000001;ext=5\nTEL;VALUE=uri;PREF=1:tel:+49-30-000002\nEMAIL:mailto:a@example.org\nTZ:Europe/Berlin\nLANG:de\nEND:VCARD";

        var contact = Assert.Single(Read(Card));

        Assert.Equal(["+49-30-000002", "a@example.org", "Europe/Berlin", "de"], Texts(contact, "phone", "email", "zone", "language"));
        Assert.Equal(["+49-30-000001"], contact.Ways);
    }

    [Fact]
    public void A_card_without_an_end_is_told_and_the_next_one_is_still_read()
    {
        var contacts = Read("BEGIN:VCARD\nVERSION:3.0\nFN:A. Example\nBEGIN:VCARD\nVERSION:3.0\nFN:B. Example\nEND:VCARD\nBEGIN:VCARD\nVERSION:2.1\nFN:C. Example\nEND:VCARD");

        Assert.Equal([1, 4, 8], contacts.Select(contact => contact.Line));
        Assert.Contains("no end", Assert.Single(contacts[0].Errors));
        Assert.Empty(contacts[1].Errors);
        Assert.Contains("2.1", Assert.Single(contacts[2].Errors));
    }

    private static IReadOnlyList<PastedContact> Read(string text) => ContactPaste.Read(text).Contacts;

    private static IEnumerable<string?> Texts(PastedContact contact, params string[] fields) => fields.Select(contact.Text);
}
