using Markdig;
using Markdig.Extensions.Tables;
using Markdig.Renderers;
using Markdig.Renderers.Html;
using Markdig.Syntax;
using Markdig.Syntax.Inlines;

namespace DrConsole.Web.Shell;

/// <summary>
/// Turns Markdown from a document into HTML that is safe to show: HTML in it becomes text, links lead only to http, https and mailto,
/// pictures become links (nothing is fetched from elsewhere), headings lose their rank in the page's outline.
/// </summary>
public static class SafeMarkdown
{
    // Not UseAdvancedExtensions: its generic attributes would let a document write any attribute.
    private static readonly MarkdownPipeline Pipeline = new MarkdownPipelineBuilder().UsePipeTables().DisableHtml().Build();

    /// <summary>Renders the text.</summary>
    public static string ToHtml(string text)
    {
        var document = Markdig.Markdown.Parse(text, Pipeline);
        Tame(document);
        using var writer = new StringWriter();
        var renderer = new HtmlRenderer(writer);
        Pipeline.Setup(renderer);
        renderer.ObjectRenderers.Replace<HeadingRenderer>(new ParagraphHeading());
        renderer.Render(document);
        return writer.ToString();
    }

    private static void Tame(MarkdownDocument document)
    {
        foreach (var node in document.Descendants().ToList())
        {
            switch (node)
            {
                case Table table:
                    // Alignment would be written as an inline style, which the page's policy forbids.
                    table.ColumnDefinitions.ForEach(static column => column.Alignment = null);
                    break;
                case LinkInline link when !SafeAddress.Is(link.Url):
                    link.ReplaceBy(new ContainerInline(), copyChildren: true);
                    break;
                case LinkInline link:
                    link.IsImage = false;
                    break;
                case AutolinkInline link when !link.IsEmail && !SafeAddress.Is(link.Url):
                    link.ReplaceBy(new LiteralInline(link.Url));
                    break;
            }
        }
    }

    private sealed class ParagraphHeading : HtmlObjectRenderer<HeadingBlock>
    {
        protected override void Write(HtmlRenderer renderer, HeadingBlock obj)
        {
            renderer.Write("<p class=\"prose-heading\">");
            renderer.WriteLeafInline(obj);
            renderer.WriteLine("</p>");
        }
    }
}
