using System.Text;
using DrConsole.Backups.Sources.MariaDb;

namespace DrConsole.Backups.Restoring.MariaDb;

/// <summary>
/// The accounts and grants that <c>mariadb-dump --system=users</c> wrote, without those of accounts that the target has already: they stay as they are, with
/// their passwords and rights.
/// </summary>
internal sealed class MariaDbAccounts
{
    private readonly HashSet<string> _there;

    private MariaDbAccounts(HashSet<string> there) => _there = there;

    /// <summary>Asks the target which accounts and roles it has.</summary>
    public static async Task<MariaDbAccounts> ForAsync(MariaDbConsole server, CancellationToken ct) =>
        new((await server.AskAsync("SELECT user, host FROM mysql.user", ct)).Select(row => Key(row[0], row[1])).ToHashSet(StringComparer.Ordinal));

    /// <summary>The statements that concern no account that is there.</summary>
    public string Missing(string saved)
    {
        var kept = new StringBuilder();
        foreach (var line in saved.Split('\n'))
        {
            if (AccountOf(MariaDbTokens.Of(line)) is not { } account || !_there.Contains(account))
            {
                kept.Append(line).Append('\n');
            }
        }

        return kept.ToString();
    }

    // GRANT … TO account, SET DEFAULT ROLE … FOR account, CREATE or ALTER USER or ROLE [IF NOT EXISTS] account. Names are quoted and no words.
    private static string? AccountOf(List<MariaDbToken> tokens)
    {
        var at = 1 + (tokens is not [var verb, ..] ? -1
            : verb.Is("GRANT") ? tokens.FindLastIndex(token => token.Is("TO"))
            : verb.Is("SET") ? tokens.FindLastIndex(token => token.Is("FOR"))
            : verb.Is("CREATE") || verb.Is("ALTER") ? tokens.FindIndex(token => token.Is("USER") || token.Is("ROLE"))
            : -1);
        while (at > 0 && at < tokens.Count && (tokens[at].Is("IF") || tokens[at].Is("NOT") || tokens[at].Is("EXISTS")))
        {
            at++;
        }

        return at == 0 || at >= tokens.Count || tokens[at].Kind == MariaDbTokenKind.Sign
            ? null
            : Key(tokens[at].Value, at + 2 < tokens.Count && tokens[at + 1].IsSign('@') ? tokens[at + 2].Value : "");
    }

    private static string Key(string user, string host) => $"{user}\n{host}";
}
