namespace DrConsole.Web.Shell;

/// <summary>What a browser gets while the database is away and not even the session can be checked: plain HTML that needs nothing else.</summary>
internal static class OutagePage
{
    private const string Html = """
        <!DOCTYPE html>
        <html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1"><meta name="color-scheme" content="light dark">
        <title>The database cannot be reached – DR Console</title></head>
        <body><main><h1>The database cannot be reached</h1>
        <p>What was saved before is safe. Your last request was not carried out, or its outcome is not known: look before you repeat it.</p>
        <p><a href="/incidents">Open incidents</a> can be worked meanwhile: this node shows what it read last, and keeps what you tick, note and decide.</p>
        <p>Load this page again in a moment. Whoever runs the console finds the cause with <code>./drconsole status</code>.</p></main></body></html>
        """;

    /// <summary>True when a person looks at the answer, not a program.</summary>
    public static bool IsWanted(HttpRequest request) =>
        request.GetTypedHeaders().Accept.Any(static accepted => accepted.MediaType.Equals("text/html", StringComparison.OrdinalIgnoreCase));

    public static async ValueTask<bool> WriteAsync(HttpResponse response, CancellationToken ct)
    {
        response.ContentType = "text/html; charset=utf-8";
        await response.WriteAsync(Html, ct);
        return true;
    }
}
