using DrConsole.Plans;
using DrConsole.Plans.Import;

namespace DrConsole.Tests.Plans.Import;

/// <summary>The plans that were written for these tests.</summary>
internal static class Fixture
{
    public static readonly string[] Names = ["notfallplan.md", "tables.md", "setext.md", "saigai.md"];

    /// <summary>Names of the plans that come with what they state, without their endings.</summary>
    public static readonly string[] Measured =
        [.. typeof(Fixture).Assembly.GetManifestResourceNames().Where(name => name.StartsWith("Documents.", StringComparison.Ordinal) && name.EndsWith(".md", StringComparison.Ordinal)).Select(name => name["Documents.".Length..^".md".Length]).Order(StringComparer.Ordinal)];

    public static string Text(string name, string folder = "Fixtures.")
    {
        using var stream = typeof(Fixture).Assembly.GetManifestResourceStream(folder + name)!;
        using var reader = new StreamReader(stream);
        return reader.ReadToEnd();
    }

    public static PlanDocument Import(string name) => PlanImporter.Import(name, Text(name)).Document;

    public static PlanDocument Read(string markdown) => PlanImporter.Import("plan.md", markdown).Document;
}
