namespace DrConsole.Demonstration;

/// <summary>The invented company's plan that a new console shows.</summary>
public static class DemonstrationPlan
{
    public const string FileName = "demonstration-plan.md";

    /// <summary>The plan's Markdown.</summary>
    public static string Text()
    {
        using var stream = typeof(DemonstrationPlan).Assembly.GetManifestResourceStream(FileName)
            ?? throw new InvalidOperationException("The demonstration plan is not part of this build.");
        using var reader = new StreamReader(stream);
        return reader.ReadToEnd();
    }
}
