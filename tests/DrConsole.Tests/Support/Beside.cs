namespace DrConsole.Tests.Support;

/// <summary>Finds the clone that the tests were built from, and what may stand beside it.</summary>
internal static class Beside
{
    /// <summary>The root of the clone; null when the tests run elsewhere.</summary>
    public static string? Repository()
    {
        var at = new DirectoryInfo(AppContext.BaseDirectory);
        while (at is not null && !File.Exists(Path.Combine(at.FullName, "DrConsole.sln")))
        {
            at = at.Parent;
        }

        return at?.FullName;
    }

    /// <summary>A folder of the acceptance documents beside the clone; null when they are not there.</summary>
    public static string? Folder(string name) =>
        Repository() is { } clone && Path.Combine(clone, "..", "shared", name) is var folder && Directory.Exists(folder) ? folder : null;
}
