using System.Text;
using DrConsole.Backups.Sources.Postgres;
using DrConsole.Platform;
using Npgsql;

namespace DrConsole.Backups.Restoring.Postgres;

/// <summary>
/// A database under restore. A new one, or one that replaces another, is filled under a working name and gets its own name when its content has been
/// compared: no half database ever has the name that applications use, whatever dies when. An empty one that somebody prepared is filled in place.
/// </summary>
/// <param name="workingName">Where it is filled.</param>
internal sealed class PostgresTargetDatabase(PostgresLink link, PostgresWish wish, string workingName, bool isReplacing)
{
    private const string Marker = "DR Console: a restore into this database is under way, or it failed or was cut short. Do not use it.";
    private const string MarkerOfOurs = Marker + " It was made by the restore and may be dropped.";

    /// <summary>What a name begins with while a database is being restored.</summary>
    public const string WorkingPrefix = "drc_restoring_";

    /// <summary>What the name of a database begins with that a restore replaced.</summary>
    public const string ReplacedPrefix = "drc_replaced_";

    private const int LongestName = 63; // NAMEDATALEN - 1 bytes

    private string? _commentBefore;
    private bool _isFinished;

    public PostgresWish Wish => wish;

    /// <summary>Its name at this moment.</summary>
    public string CurrentName => _isFinished ? wish.Name : workingName;

    /// <summary>Somebody made it before, and it is filled as it is.</summary>
    public bool IsInPlace => workingName == wish.Name;

    /// <summary>Looks at what is there under the wished name and decides how it is filled.</summary>
    /// <exception cref="RefusedException">Something is there, and nobody allowed its removal; or this role may not create databases.</exception>
    public static async Task<PostgresTargetDatabase> PrepareAsync(PostgresLink link, NpgsqlConnection server, PostgresWish wish, bool mayOverwrite, CancellationToken ct)
    {
        var exists = (await server.ReadAsync("SELECT count(*) FROM pg_database WHERE datname = $1", row => row.GetInt64(0), ct, wish.Name))[0] > 0;
        // An earlier restore was cut short before it dropped what it had replaced. That may be the last of somebody's data: nothing is put beside it.
        if ((await server.ReadAsync("SELECT count(*) FROM pg_database WHERE datname = $1", row => row.GetInt64(0), ct, ReplacedNameOf(wish.Name)))[0] > 0)
        {
            throw new RefusedException("target_replaced_left", $"At {link.Endpoint} an earlier restore left {ReplacedNameOf(wish.Name)}, the database that it had replaced. Nothing was changed. {PostgresLeftovers.Commands(wish.Name, exists)}");
        }

        var objects = exists ? await ObjectsAsync(link, wish.Name, ct) : 0;
        if (objects > 0 && !mayOverwrite)
        {
            throw new RefusedException(
                "target_not_empty",
                $"Database {wish.Name} at {link.Endpoint} is not empty ({Counted.Say(objects, "object")}). Nothing was changed. Restore under another name, or empty it yourself, or ask for a restore that replaces it.");
        }

        if (exists && objects == 0)
        {
            return new(link, wish, wish.Name, isReplacing: false);
        }

        var mayCreate = (await server.ReadAsync("SELECT rolcreatedb OR rolsuper FROM pg_roles WHERE rolname = current_user", row => row.GetBoolean(0), ct))[0];
        return mayCreate
            ? new(link, wish, WorkingNameOf(wish.Name), isReplacing: exists)
            : throw new RefusedException("target_no_createdb", $"The role {link.User} may not create database {wish.Name}. Run as superuser: ALTER ROLE {PostgresQuery.Quoted(link.User)} CREATEDB; or create the database empty.");
    }

    /// <summary>Makes the database where it is missing, and marks it as unfinished.</summary>
    public async Task CreateAsync(CancellationToken ct)
    {
        await using var server = await PostgresSink.ConnectAsync(link, ct);
        if (IsInPlace)
        {
            _commentBefore = await ReadCommentAsync(server, workingName, ct);
            await CommentAsync(server, Marker, ct, tolerant: true);
            return;
        }

        await DropOwnLeftoverAsync(server, ct);
        var locale = PostgresLocale.TryParse(wish.Facts.Locale);
        var encoding = wish.Facts.Encoding is { } name ? $" ENCODING {PostgresQuery.Literal(name)}" : "";
        try
        {
            await server.ExecuteAsync($"CREATE DATABASE {PostgresQuery.Quoted(workingName)} TEMPLATE template0{encoding} {locale?.Options}", ct);
        }
        catch (PostgresException refusal)
        {
            throw new RefusedException("target_not_created", $"Database {wish.Name} cannot be made as it was (encoding {wish.Facts.Encoding}, locale {wish.Facts.Locale}): {refusal.MessageText}. Install the locale on the target, or create the database empty with another one.");
        }

        await CommentAsync(server, MarkerOfOurs, ct);
    }

    /// <summary>Gives the restored database its name, in place of the one that it replaces, and takes the mark away.</summary>
    public async Task FinishAsync(CancellationToken ct)
    {
        await using var server = await PostgresSink.ConnectAsync(link, ct);
        if (IsInPlace)
        {
            await CommentAsync(server, _commentBefore, ct, tolerant: true);
            return;
        }

        var (working, final, old) = (PostgresQuery.Quoted(workingName), PostgresQuery.Quoted(wish.Name), ReplacedNameOf(wish.Name));
        if (isReplacing)
        {
            // Away first, dropped last: should the middle fail, the old one is still there.
            await server.ExecuteAsync($"SELECT count(pg_terminate_backend(pid)) FROM pg_stat_activity WHERE datname = {PostgresQuery.Literal(wish.Name)}", ct);
            await using var both = await server.BeginTransactionAsync(ct); // both names change at once, or none: whoever looks in between finds the old database
            await server.ExecuteAsync($"ALTER DATABASE {final} RENAME TO {PostgresQuery.Quoted(old)}", ct);
            CrashPoint.Reach("restore.between-names");
            await server.ExecuteAsync($"ALTER DATABASE {working} RENAME TO {final}", ct);
            await both.CommitAsync(ct);
        }
        else
        {
            await server.ExecuteAsync($"ALTER DATABASE {working} RENAME TO {final}", ct);
        }

        _isFinished = true;
        await CommentAsync(server, wish.Facts.Properties?.Comment, ct);
        CrashPoint.Reach("restore.before-drop");
        if (isReplacing)
        {
            try
            {
                await server.ExecuteAsync($"DROP DATABASE {PostgresQuery.Quoted(old)} WITH (FORCE)", ct);
            }
            catch (PostgresException refusal)
            {
                throw new RefusedException("replaced_not_dropped", $"The restored database has taken its place, and the one that it replaced could not be dropped ({refusal.MessageText}): it is still there as {old}. {PostgresLeftovers.Commands(wish.Name, isNamed: true)}");
            }
        }
    }

    /// <summary>The name under which a database waits for its end while the restored one takes its place.</summary>
    public static string ReplacedNameOf(string name) => Shortened(ReplacedPrefix + name);

    /// <summary>The name under which a database is restored.</summary>
    public static string WorkingNameOf(string name) => Shortened(WorkingPrefix + name);

    /// <summary>Number of things that a user made in a database: none is empty. Extensions alone are no content.</summary>
    private static async Task<long> ObjectsAsync(PostgresLink link, string database, CancellationToken ct)
    {
        await using var connection = await link.ConnectAsync(database, ct);
        return (await connection.ReadAsync(
            $"""
            SELECT (SELECT count(*) FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace WHERE {PostgresCatalog.Ours})
                 + (SELECT count(*) FROM pg_proc p JOIN pg_namespace n ON n.oid = p.pronamespace WHERE n.nspname !~ '^pg_' AND n.nspname <> 'information_schema'
                      AND NOT EXISTS (SELECT FROM pg_depend d WHERE d.classid = 'pg_proc'::regclass AND d.objid = p.oid AND d.deptype = 'e'))
                 + (SELECT count(*) FROM pg_namespace n WHERE n.nspname !~ '^pg_' AND n.nspname NOT IN ('information_schema', 'public')
                      AND NOT EXISTS (SELECT FROM pg_depend d WHERE d.classid = 'pg_namespace'::regclass AND d.objid = n.oid AND d.deptype = 'e'))
                 + (SELECT count(*) FROM pg_largeobject_metadata)
            """,
            row => row.GetInt64(0), ct))[0];
    }

    private async Task DropOwnLeftoverAsync(NpgsqlConnection server, CancellationToken ct)
    {
        var there = await server.ReadAsync("SELECT coalesce(shobj_description(oid, 'pg_database'), '') FROM pg_database WHERE datname = $1", row => row.GetString(0), ct, workingName);
        if (there.Count == 0)
        {
            return;
        }

        if (there[0] != MarkerOfOurs)
        {
            throw new RefusedException("target_working_name_taken", $"Database {workingName} at {link.Endpoint} is in the way, and this console did not make it. Rename or drop it.");
        }

        await server.ExecuteAsync($"DROP DATABASE {PostgresQuery.Quoted(workingName)} WITH (FORCE)", ct);
    }

    private static async Task<string?> ReadCommentAsync(NpgsqlConnection server, string database, CancellationToken ct) =>
        (await server.ReadAsync("SELECT shobj_description(oid, 'pg_database') FROM pg_database WHERE datname = $1", row => row.Or<string>(0), ct, database)).FirstOrDefault();

    private async Task CommentAsync(NpgsqlConnection server, string? comment, CancellationToken ct, bool tolerant = false)
    {
        try
        {
            await server.ExecuteAsync($"COMMENT ON DATABASE {PostgresQuery.Quoted(CurrentName)} IS {(comment is null ? "NULL" : PostgresQuery.Literal(comment))}", ct);
        }
        catch (PostgresException refusal) when (tolerant && refusal.SqlState == PostgresErrorCodes.InsufficientPrivilege)
        {
            // A database that somebody else owns carries no mark; the restore itself says loudly what became of it.
        }
    }

    private static string Shortened(string name)
    {
        while (Encoding.UTF8.GetByteCount(name) > LongestName)
        {
            name = name[..^1];
        }

        return name;
    }
}
