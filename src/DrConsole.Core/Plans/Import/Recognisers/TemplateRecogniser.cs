namespace DrConsole.Plans.Import;

/// <summary>Messages prepared in advance: a titled block of text or code, or only their names in a list.</summary>
internal static class TemplateRecogniser
{
    public static void Run(ImportDraft draft)
    {
        foreach (var section in draft.Sections.Where(section => section.Theme == Topic.Template && section.Kind != SectionKind.Item))
        {
            var bodies = section.Blocks.Where(block => draft.IsFree(block) && block is CodeBlockNode or Paragraph).ToList();
            var named = section.Blocks.OfType<ListBlock>().Where(draft.IsFree).SelectMany(list => list.Items).ToList();
            foreach (var item in named)
            {
                var body = item.Inner.Blocks.OfType<CodeBlockNode>().FirstOrDefault()?.Text ?? (item.Head.Label is not null && item.Head.Value.Length > 0 ? item.Head.Value : null);
                Add(draft, item.Head.Label ?? item.Head.Bare, body, draft.Claim(item));
            }

            var code = bodies.OfType<CodeBlockNode>().ToList();
            if (code.Count > 0 || (bodies.Count > 0 && section.Children.Count == 0 && named.Count == 0))
            {
                bodies.ForEach(body => draft.Claim(body));
                var text = code.Count > 0 ? string.Join("\n\n", code.Select(block => block.Text)) : string.Join("\n\n", bodies.OfType<Paragraph>().Select(paragraph => string.Join('\n', paragraph.Lines.Select(line => line.Text))));
                Add(draft, section.Title, text, new SourceLines(section.Line, section.LastLine));
            }
        }
    }

    private static void Add(ImportDraft draft, string name, string? body, SourceLines source) =>
        draft.Templates.Add(new CommunicationTemplate { Key = draft.Key("template", name), Name = name, Body = body, Source = source });
}
