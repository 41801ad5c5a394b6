using DrConsole.Plans.Import;

namespace DrConsole.Plans.Export;

/// <summary>Tells the console's own exports from other documents, and reads them.</summary>
internal static class ExportedPlan
{
    /// <summary>The plan that an export states; null when the document is none, or of a version that this console does not know.</summary>
    public static ImportedPlan? Read(SourceText source) =>
        PlanJson.IsJson(source) ? PlanJson.Read(source) : FrontMatter.VersionOf(source) == "1" ? PlanMarkdownReader.Read(source) : null;

    /// <summary>What the person who imports is told of an export that cannot be read as one.</summary>
    public static IEnumerable<string> Doubts(SourceText source) => FrontMatter.VersionOf(source) is { } version
        ? [$"The document says that it is an export of version “{version}”, which this console does not know; it was read like any other document."] : [];
}
