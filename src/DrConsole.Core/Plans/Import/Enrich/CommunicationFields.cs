namespace DrConsole.Plans.Import.Enrich;

/// <summary>Channel, cadence and template of communication rules; subject and audience of templates.</summary>
internal static class CommunicationFields
{
    public static PlanDocument Fill(PlanDocument document, Reading reading) => document with
    {
        Communication = [.. document.Communication.Select(rule => Filled(rule, document, reading))],
        Templates = [.. document.Templates.Select(template => Filled(template, reading))],
    };

    private static CommunicationRule Filled(CommunicationRule rule, PlanDocument document, Reading reading)
    {
        var said = reading.About(rule);
        var text = string.Join('\n', rule.Items.Prepend(rule.Audience));
        return rule with
        {
            Channel = rule.Channel ?? said.Of(Term.Channel) ?? Labelled(rule, Term.Channel, reading) ?? Channels(text, reading),
            Cadence = rule.Cadence ?? said.Of(Term.Cadence) ?? Labelled(rule, Term.Cadence, reading)
                ?? rule.Items.Select(reading.Lexicon.Frequency).FirstOrDefault(often => often is not null && ScheduleGrammar.EveryDays(often, reading.Terms) is not null),
            Template = rule.Template ?? document.Templates.Select(template => template.Name).FirstOrDefault(name => NameMatch.Names(text, name)) ?? said.Of(Term.TemplateName),
            MoreSources = said.MoreSources(),
        };
    }

    private static string? Labelled(CommunicationRule rule, Term term, Reading reading) => rule.Items
        .Select(item => item.IndexOfAny([':', '：']) is var at and > 0 and < 40 && reading.Terms.In(item[..at]).Is(term) ? Placeholder.Real(item[(at + 1)..]) : null)
        .FirstOrDefault(value => value is not null);

    private static string? Channels(string text, Reading reading)
    {
        var named = reading.Terms.In(text).All(Terms.Products.Lists["channels"].Concat(reading.Terms.Of(Term.ChannelWords)));
        return named.Count == 0 ? null : string.Join(" / ", named);
    }

    // "Subject: …" and "To: …" at the head of a message.
    private static CommunicationTemplate Filled(CommunicationTemplate template, Reading reading)
    {
        string? subject = template.Subject, audience = template.Audience;
        foreach (var line in (template.Body ?? "").Split('\n').Take(5))
        {
            if (line.IndexOfAny([':', '：']) is not (var at and > 0 and < 30) || Placeholder.Real(line[(at + 1)..].Trim('*', ' ')) is not { } value)
            {
                continue;
            }

            var label = reading.Terms.In(line[..at].Trim('*', ' '));
            (subject, audience) = (subject ?? (label.Is(Term.Subject) ? value : null), audience ?? (label.Is(Term.Audience) ? value : null));
        }

        return template with { Subject = subject, Audience = audience };
    }
}
