using DrConsole.Platform;

namespace DrConsole.Backups.Sources.MariaDb;

/// <summary>Databases of a MariaDB or MySQL server by <c>mariadb-dump --single-transaction</c>, each consistent in itself.</summary>
internal sealed class MariaDbSource(MariaDbSettings settings, MariaDbLink link) : IBackupSource
{
    /// <inheritdoc/>
    public async Task<SourceCheck> CheckAsync(CancellationToken ct)
    {
        using var secrets = PrivateFolder.Create();
        var tool = await ToolVersions.AskAsync("mariadb-dump", ["--version"], ct);
        await using var server = await MariaDbConsole.OpenAsync(link, secrets, null, ct);
        var (version, _) = await MariaDbFacts.ServerAsync(server, ct);
        var (user, grants) = await RightsAsync(server, ct);
        var (remarks, bytes) = (new List<string>(), 0L);
        foreach (var database in await ChooseAsync(server, ct))
        {
            MariaDbFacts.EnsureRights(grants, user, database);
            bytes += await MariaDbFacts.BytesAsync(server, database, ct);
            if (await MariaDbFacts.UnsafeTablesAsync(server, database, ct) is { Count: > 0 } changing)
            {
                remarks.Add($"Database {database}: {string.Join(", ", changing)} have an engine without transactions. What is written to them during the backup may be half in it. Change them to InnoDB.");
            }
        }

        if (settings.Fingerprints != FingerprintDepth.None && !MayShareSnapshots(grants))
        {
            remarks.Add($"The content is not fingerprinted, so that a restore cannot be compared. Run as administrator: GRANT RELOAD, PROCESS ON *.* TO {user};");
        }

        return new(version, tool, bytes, remarks);
    }

    /// <inheritdoc/>
    public async Task<ISourceSession> OpenAsync(SourceContext context, CancellationToken ct)
    {
        ArgumentNullException.ThrowIfNull(context);
        var tool = await ToolVersions.AskAsync("mariadb-dump", ["--version"], ct);
        var server = await MariaDbConsole.OpenAsync(link, context.Secrets, context.RunId, ct);
        try
        {
            var (version, identity) = await MariaDbFacts.ServerAsync(server, ct);
            var (_, grants) = await RightsAsync(server, ct);
            var databases = await ChooseAsync(server, ct);
            var depth = MayShareSnapshots(grants) ? settings.Fingerprints : FingerprintDepth.None;
            var at = DateTimeOffset.Parse($"{await server.ValueAsync("SELECT UTC_TIMESTAMP(6)", ct)}Z", System.Globalization.CultureInfo.InvariantCulture);
            return new MariaDbSession(link, server, new(version, identity, tool, at, depth, MariaDbFacts.Holds(grants, "SELECT", "mysql")), databases, context);
        }
        catch
        {
            await server.DisposeAsync();
            throw;
        }
    }

    private static bool MayShareSnapshots(List<string> grants) => MariaDbFacts.Holds(grants, "RELOAD", null) && MariaDbFacts.Holds(grants, "PROCESS", null);

    private static async Task<(string User, List<string> Grants)> RightsAsync(MariaDbConsole server, CancellationToken ct)
    {
        var user = (await server.ValueAsync("SELECT CONCAT(QUOTE(SUBSTRING_INDEX(CURRENT_USER(), '@', 1)), '@', QUOTE(SUBSTRING_INDEX(CURRENT_USER(), '@', -1)))", ct))!;
        return (user, [.. (await server.AskAsync("SHOW GRANTS", ct)).Select(row => row[0])]);
    }

    private async Task<List<string>> ChooseAsync(MariaDbConsole server, CancellationToken ct)
    {
        var there = await MariaDbFacts.DatabasesAsync(server, ct);
        if (settings.Databases.Except(there, StringComparer.Ordinal).FirstOrDefault() is { } missing)
        {
            throw new RefusedException("database_missing", $"MariaDB at {link.Endpoint} has no database {missing} that {link.User} can see. Mend its name in the source's settings, or grant rights on it.");
        }

        var chosen = settings.Databases.Count == 0 ? there : [.. settings.Databases];
        return chosen.Count > 0 ? chosen : throw new RefusedException("database_missing", $"MariaDB at {link.Endpoint} has no database that {link.User} can see.");
    }
}
