namespace DrConsole.Web.Shell;

/// <summary>Which addresses from a document may become links.</summary>
public static class SafeAddress
{
    /// <summary>True for absolute http, https and mailto addresses; a script is none.</summary>
    public static bool Is(string? address) =>
        Uri.TryCreate(address, UriKind.Absolute, out var uri) && uri.Scheme is "http" or "https" or "mailto";
}
