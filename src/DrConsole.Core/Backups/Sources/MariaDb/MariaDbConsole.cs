using System.Text;
using DrConsole.Platform;

namespace DrConsole.Backups.Sources.MariaDb;

/// <summary>One session on a MariaDB or MySQL server, through the server's own client: statements go in, rows come out, a transaction lasts between them.</summary>
internal sealed class MariaDbConsole : IAsyncDisposable
{
    private const string EndOfAnswer = "drconsole-end-of-answer";
    private readonly ChildProcess _child;
    private readonly StreamReader _answers;
    private readonly string _endpoint;

    private MariaDbConsole(ChildProcess child, string endpoint) => (_child, _answers, _endpoint) = (child, new(child.Output, Encoding.UTF8), endpoint);

    /// <summary>Opens a session with times in UTC.</summary>
    /// <exception cref="RefusedException">The server does not let us in; the message has its words.</exception>
    public static async Task<MariaDbConsole> OpenAsync(MariaDbLink link, PrivateFolder secrets, Guid? serves, CancellationToken ct)
    {
        var command = link.Command("mariadb", secrets, serves, ["--batch", "--skip-column-names", "--unbuffered", "--default-character-set=utf8mb4", "--connect-timeout=15", "--max-allowed-packet=1G"]);
        var session = new MariaDbConsole(ChildProcess.Start(command with { HasInput = true }), link.Endpoint);
        try
        {
            await session.AskAsync("SET SESSION time_zone = '+00:00'", ct);
            await session.AskAsync("SET SESSION group_concat_max_len = 1073741824", ct);
            return session;
        }
        catch
        {
            await session.DisposeAsync();
            throw;
        }
    }

    /// <summary>Runs a statement and returns its rows; a null is the text <c>NULL</c>.</summary>
    /// <exception cref="RefusedException">The server refused it. The session is over then.</exception>
    public async Task<List<string[]>> AskAsync(string sql, CancellationToken ct)
    {
        var rows = new List<string[]>();
        try
        {
            await _child.Input.WriteAsync(Encoding.UTF8.GetBytes($"{sql};\nSELECT '{EndOfAnswer}';\n"), ct);
            await _child.Input.FlushAsync(ct);
        }
        catch (IOException)
        {
            // It has ended; its last words follow.
        }

        while (await _answers.ReadLineAsync(ct) is { } line)
        {
            if (line == EndOfAnswer)
            {
                return rows;
            }

            rows.Add([.. line.Split('\t').Select(Unescaped)]);
        }

        var exit = await _child.WaitAsync(ct);
        throw new RefusedException("mariadb_refused", $"MariaDB at {_endpoint}: {(exit.Said.Length > 0 ? exit.Said : "the connection ended.")}");
    }

    /// <summary>The first value of the first row.</summary>
    public async Task<string?> ValueAsync(string sql, CancellationToken ct) => (await AskAsync(sql, ct)).FirstOrDefault()?[0];

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        await _child.DisposeAsync();
        _answers.Dispose();
    }

    // What the client's batch mode escapes.
    private static string Unescaped(string field) => field.Contains('\\', StringComparison.Ordinal)
        ? field.Replace(@"\\", "\0", StringComparison.Ordinal).Replace(@"\t", "\t", StringComparison.Ordinal).Replace(@"\n", "\n", StringComparison.Ordinal).Replace("\0", @"\", StringComparison.Ordinal)
        : field;
}
