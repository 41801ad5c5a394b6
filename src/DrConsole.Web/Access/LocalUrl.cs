namespace DrConsole.Web.Access;

/// <summary>Addresses from outside that may be followed after signing in: only those within the console.</summary>
internal static class LocalUrl
{
    /// <summary>The address when it is a path of this console, else the other one.</summary>
    public static string Or(string? url, string otherwise) =>
        url is ['/', ..] && url is not ['/', '/' or '\\', ..] && !url.Any(char.IsControl) ? url : otherwise;
}
