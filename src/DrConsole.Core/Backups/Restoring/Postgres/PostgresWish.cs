using System.Globalization;
using DrConsole.Backups.Format;
using DrConsole.Backups.Sources;
using DrConsole.Platform;

namespace DrConsole.Backups.Restoring.Postgres;

/// <summary>A database that is to be restored: from which stream, and under which name.</summary>
/// <param name="Name">On the target, in the end.</param>
internal sealed record PostgresWish(ManifestEntry Stream, DatabaseFacts Facts, string Name)
{
    /// <summary>Major version of the <c>pg_dump</c> that wrote the archive: an older <c>pg_restore</c> cannot read it.</summary>
    public int ToolMajor => int.TryParse(Stream.Tool.Split(' ')[^1].Split('.')[0], CultureInfo.InvariantCulture, out var major) ? major : 0;

    /// <summary>What a target wants of a backup.</summary>
    /// <exception cref="RefusedException">The backup does not hold it.</exception>
    public static IReadOnlyList<PostgresWish> Of(PostgresTarget target, Manifest manifest)
    {
        var archives = manifest.Streams.Where(stream => stream is { Format: StreamFormat.PostgresArchive, Database: not null }).ToList();
        if (target.Only.Except(archives.Select(stream => stream.Database!), StringComparer.Ordinal).FirstOrDefault() is { } missing)
        {
            throw new RefusedException("database_not_in_backup", $"The backup holds no database {missing}; it holds {string.Join(", ", archives.Select(stream => stream.Database))}.");
        }

        var chosen = archives.Where(stream => target.Only.Count == 0 || target.Only.Contains(stream.Database!, StringComparer.Ordinal)).ToList();
        if (chosen.Count == 0)
        {
            throw new RefusedException("database_not_in_backup", "The backup holds no archive of a PostgreSQL database. Restore it to a directory instead.");
        }

        if (target.Database is not null && chosen.Count > 1)
        {
            throw new RefusedException("database_ambiguous", $"The backup holds {chosen.Count} databases ({string.Join(", ", chosen.Select(stream => stream.Database))}), and one name was given. Choose one of them.");
        }

        if (target.Globals && !manifest.Streams.Any(stream => stream.Format == StreamFormat.PostgresSql))
        {
            throw new RefusedException("globals_not_in_backup", "The backup holds no roles and tablespaces. Restore without them.");
        }

        return [.. chosen.Select(stream => new PostgresWish(
            stream, manifest.Facts.Databases.FirstOrDefault(facts => facts.Name == stream.Database) ?? new DatabaseFacts(stream.Database!), target.Database ?? stream.Database!))];
    }
}
