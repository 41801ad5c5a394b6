using DrConsole.Plans;
using DrConsole.Plans.Import;

namespace DrConsole.Tests.Plans.Import;

/// <summary>The plans that were written for these tests.</summary>
internal static class Fixture
{
    public static readonly string[] Names = ["notfallplan.md", "tables.md", "setext.md", "saigai.md"];

    public static string Text(string name)
    {
        using var stream = typeof(Fixture).Assembly.GetManifestResourceStream("Fixtures." + name)!;
        using var reader = new StreamReader(stream);
        return reader.ReadToEnd();
    }

    public static PlanDocument Import(string name) => PlanImporter.Import(name, Text(name)).Document;

    public static PlanDocument Read(string markdown) => PlanImporter.Import("plan.md", markdown).Document;
}
