using System.Globalization;

namespace DrConsole.Backups.Format;

/// <summary>Writes <c>RESTORE.md</c>: what a person needs who has nothing but the store and a key, and little time.</summary>
internal static class RestoreReadme
{
    public static string For(Manifest manifest, string folder, string signer)
    {
        var text = BackupTexts.Template("RESTORE.md");
        foreach (var (name, value) in Values(manifest, folder, signer))
        {
            text = text.Replace($"@{name}@", value, StringComparison.Ordinal);
        }

        return text;
    }

    // Names of people and databases are the last that are filled in, so that none of them is taken for a place to fill.
    private static IEnumerable<(string Name, string Value)> Values(Manifest manifest, string folder, string signer) =>
    [
        ("FOLDER", folder), ("SIGNER", signer), ("BACKUP", manifest.BackupId.ToString()),
        ("CONSISTENT", Utc(manifest.ConsistentAt)), ("STARTED", Utc(manifest.StartedAt)), ("COMPLETED", Utc(manifest.CompletedAt)),
        ("RECIPIENTS", string.Join('\n', manifest.Recipients.Select(recipient => $"  - `{recipient}`"))),
        ("PACKAGES", string.Concat(manifest.Streams.Select(stream => PackageOf(stream.Format)).Distinct(StringComparer.Ordinal))),
        ("RESTORE", Restore(manifest, signer)),
        ("COMMANDS", string.Join('\n', manifest.Streams.Select(stream => $"    cat {stream.Name}.zst.age.* | age -d -i KEYFILE | zstd -dc | {ConsumerOf(stream)}"))),
        ("MADEBY", Plain(manifest.MadeBy)),
        ("CATEGORY", manifest.KeyCategory is { } category ? $" (category {Code(category)})" : ""),
        ("WHAT", What(manifest)),
        ("STREAMS", string.Join('\n', manifest.Streams.Select(Row))),
        ("AFTER", AfterRestore.For(manifest)),
    ];

    private static string What(Manifest manifest)
    {
        var system = manifest.System is { } name ? $", system {Code(name)}" : "";
        var policy = manifest.PolicyName is { } title ? $", policy {Code(title)}" : "";
        return $"`{manifest.Source}` ({manifest.SourceKind}{(manifest.Facts.ServerVersion is { } version ? $", {Plain(version)}" : "")}){system}{policy}";
    }

    private static string Restore(Manifest manifest, string signer)
    {
        var commands = new List<string>();
        if (manifest.Streams.Any(stream => stream.Database is not null && stream.Format is StreamFormat.PostgresArchive or StreamFormat.MariaDbSql))
        {
            commands.Add($"    sh restore.sh restore --fingerprint {signer} --identity KEYFILE    # databases, to the server that PGHOST, PGUSER ... or ~/.my.cnf name");
        }

        commands.Add($"    sh restore.sh extract --fingerprint {signer} --identity KEYFILE --to DIR    # every stream as a file");
        return string.Join('\n', commands);
    }

    private static string Row(ManifestEntry stream) =>
        $"| `{stream.Name}` | {(stream.Database is { } database ? $"database {Code(database)}, " : "")}{stream.Format} by {Plain(stream.Tool)} | {stream.PlainBytes} | {stream.StoredBytes} | `{stream.PlainSha256}` |";

    private static string ConsumerOf(ManifestEntry stream) => stream.Format switch
    {
        StreamFormat.PostgresArchive => "pg_restore --exit-on-error -d NEW_DATABASE",
        StreamFormat.PostgresSql => "psql -X -d postgres",
        StreamFormat.MariaDbSql => "mariadb NEW_DATABASE",
        StreamFormat.MongoArchive => "mongorestore --archive",
        StreamFormat.Tar or StreamFormat.PostgresBase => "tar -xp -C EMPTY_DIRECTORY",
        StreamFormat.RedisRdb => "cat > dump.rdb",
        _ => $"cat > {stream.Name}",
    };

    private static string PackageOf(StreamFormat format) => format switch
    {
        StreamFormat.PostgresArchive or StreamFormat.PostgresSql => " postgresql-client",
        StreamFormat.MariaDbSql => " mariadb-client",
        StreamFormat.MongoArchive => " mongodb-database-tools",
        StreamFormat.Tar or StreamFormat.PostgresBase => " tar",
        _ => "",
    };

    private static string Utc(DateTimeOffset instant) => instant.UtcDateTime.ToString("yyyy-MM-dd HH:mm:ss 'UTC'", CultureInfo.InvariantCulture);

    private static string Code(string text) => $"`{Plain(text)}`";

    // One line, and nothing that Markdown would read as its own.
    private static string Plain(string text) => string.Concat(text.Select(letter => char.IsControl(letter) || letter is '`' or '|' or '<' or '>' or '@' ? '?' : letter));
}
