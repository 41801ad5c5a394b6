using System.Text.RegularExpressions;

namespace DrConsole.Plans.Import.Enrich;

/// <summary>Further ways to reach a contact, its hours, and what a vendor asks for.</summary>
internal static partial class ContactFields
{
    private static readonly (Term Term, ContactMethodKind Kind)[] Ways =
    [
        (Term.Chat, ContactMethodKind.Chat), (Term.Pager, ContactMethodKind.Pager), (Term.Sms, ContactMethodKind.Sms), (Term.Web, ContactMethodKind.Web), (Term.Phone, ContactMethodKind.Phone),
    ];

    public static PlanDocument Fill(PlanDocument document, Reading reading) =>
        document with { Contacts = [.. document.Contacts.Select(contact => Filled(contact, reading))] };

    private static PlanContact Filled(PlanContact contact, Reading reading)
    {
        var said = reading.About(contact);
        var methods = Methods(contact, said, reading);
        var level = said.Of(Term.SupportLevel);
        var company = said.Of(Term.Company);
        var zone = said.Of(Term.Zone);
        return contact with
        {
            Methods = contact.Methods.Count > 0 ? contact.Methods : methods,
            Availability = contact.Availability ?? said.Of(Term.Availability) ?? RoundTheClock().Match($"{contact.Remark} {contact.Role} {reading.Text(contact)}").Value.NullWhenEmpty(),
            Company = contact.Company ?? (string.Equals(company, contact.Name, StringComparison.Ordinal) ? null : company),
            ContractNumber = contact.ContractNumber ?? said.Of(Term.ContractNumber) ?? Contract().Match(contact.Placeholder is null ? reading.Text(contact) : "").Groups["number"].Value.NullWhenEmpty(),
            SupportLevel = contact.SupportLevel ?? level ?? (contact.External && reading.Terms.Says(contact.Name, Term.SupportLevel) ? contact.Name : null),
            Zone = contact.Zone ?? (zone is null ? null : ZoneGrammar.Of(zone).Zone),
            Language = contact.Language ?? said.Of(Term.Language),
            Remark = said.Rest(contact.Remark),
            MoreSources = said.MoreSources(),
        };
    }

    private static List<ContactMethod> Methods(PlanContact contact, Said said, Reading reading)
    {
        var methods = new List<ContactMethod>();
        foreach (var fact in said.All(Ways.Select(way => way.Term).ToList()))
        {
            var kind = Ways.First(way => reading.Terms.Says(fact.Label, way.Term)).Kind;
            var values = kind is ContactMethodKind.Phone or ContactMethodKind.Sms or ContactMethodKind.Pager ? Numbers(fact.Value) : [fact.Value];
            methods.AddRange(values.DefaultIfEmpty(kind == ContactMethodKind.Pager ? fact.Value : "").Where(value => value.Length > 0).Select(value => new ContactMethod(kind, value)));
        }

        // Two numbers or addresses in one place: the first is the contact's own, the rest are further ways.
        var text = reading.Text(contact);
        var isRow = text.TrimStart().StartsWith('|') || text.Contains("<td", StringComparison.OrdinalIgnoreCase);
        methods.AddRange(contact.Phone is null || isRow || reading.Terms.Says(text, Term.ContractNumber) ? [] : Numbers(text).Select(number => new ContactMethod(ContactMethodKind.Phone, number)));
        methods.AddRange(contact.Email is null ? [] : Address().Matches(text).Select(match => new ContactMethod(ContactMethodKind.Email, match.Value)));
        return [.. methods.Where(method => !Same(method.Value, contact.Phone) && !Same(method.Value, contact.Email)).DistinctBy(method => Bare(method.Value), StringComparer.OrdinalIgnoreCase)];
    }

    private static IEnumerable<string> Numbers(string text) =>
        text.Split([',', ';', '|', '\n'], StringSplitOptions.TrimEntries).SelectMany(part => part.Split(" / ")).Where(part => !Placeholder.Is(part)).Select(Phones.In).OfType<string>();

    private static bool Same(string one, string? other) => other is not null && string.Equals(Bare(one), Bare(other), StringComparison.OrdinalIgnoreCase);

    private static string Bare(string value) => value.Any(char.IsLetter) ? value.Trim() : string.Concat(value.Where(char.IsAsciiDigit));

    private static string? NullWhenEmpty(this string text) => text.Length == 0 ? null : text;

    [GeneratedRegex(@"(?<![\d/])24\s?[/x×]\s?7(?:[/x×]365)?(?!\d)", RegexOptions.CultureInvariant | RegexOptions.IgnoreCase, 1000)]
    private static partial Regex RoundTheClock();

    [GeneratedRegex(@"\b(?:contract|account|customer|vertrag(?:snummer)?|kundennummer|contrat|contrato|contratto|договор|sözleşme)\s*(?:no\.?|nr\.?|number|id|n°|nº|№|#|:)*\s*(?<number>[A-Z0-9][A-Z0-9/-]*\d[A-Z0-9/-]*)", RegexOptions.CultureInvariant | RegexOptions.IgnoreCase | RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Contract();

    [GeneratedRegex(@"[A-Za-z0-9._%+-]+@[A-Za-z0-9-]+(?:\.[A-Za-z0-9-]+)+", RegexOptions.CultureInvariant, 1000)]
    private static partial Regex Address();
}
