namespace DrConsole.Tests.Support;

/// <summary>The one place that says what every test database holds when it is made.</summary>
internal static class TemplateDatabase
{
    /// <summary>Called once per test run, as the owner, on the empty database that all others are copies of.</summary>
    public static Func<string, Task> MigrateTemplate { get; } = static _ => Task.CompletedTask;
}
