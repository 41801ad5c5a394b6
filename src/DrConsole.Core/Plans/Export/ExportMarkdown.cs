using DrConsole.Plans.Import;
using Markdig;
using Markdig.Syntax;

namespace DrConsole.Plans.Export;

/// <summary>The Markdown that exports are written in: CommonMark with front matter, pipe tables and check boxes.</summary>
internal static class ExportMarkdown
{
    private static readonly MarkdownPipeline Pipeline =
        new MarkdownPipelineBuilder().UseYamlFrontMatter().UsePipeTables().UseTaskLists().UsePreciseSourceLocation().Build();

    public static MarkdownDocument Parse(string text)
    {
        try
        {
            return Markdown.Parse(text, Pipeline);
        }
        catch (ArgumentException tooDeep) when (tooDeep.Message.Contains("nested", StringComparison.Ordinal))
        {
            throw DepthCheck.Refusal();
        }
    }
}
