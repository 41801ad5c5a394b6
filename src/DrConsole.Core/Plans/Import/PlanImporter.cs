using DrConsole.Platform;

namespace DrConsole.Plans.Import;

/// <summary>Pending.</summary>
public static class PlanImporter
{
    public static ImportedPlan Import(string fileName, string text) => throw new RefusedException("pending", fileName + text);
}
