using System.Globalization;
using DrConsole.Backups.Format;
using DrConsole.Backups.Sources;
using DrConsole.Backups.Sources.Postgres;
using DrConsole.Platform;
using Npgsql;

namespace DrConsole.Backups.Restoring.Postgres;

/// <summary>
/// Restores archives of <c>pg_dump</c> into databases of a PostgreSQL server. Owners and grants are kept when every role that they name is on the target
/// and this role may give things away; else everything belongs to the restoring role, and the check says so beforehand.
/// </summary>
internal sealed class PostgresSink(PostgresTarget target, PostgresLink link, IReadOnlyList<string> toolFolders, Func<ChildCommand, ChildCommand> contain) : IRestoreSink
{
    private readonly PrivateFolder _secrets = PrivateFolder.Create();
    private readonly List<PostgresTargetDatabase> _databases = [];
    private readonly List<PropertiesRestore> _properties = [];
    private PostgresTools? _tools;
    private bool _keepsOwners;

    /// <summary>A connection to a database of the server that is surely there.</summary>
    public static async Task<NpgsqlConnection> ConnectAsync(PostgresLink link, CancellationToken ct)
    {
        try
        {
            return await link.ConnectAsync("postgres", ct);
        }
        catch (RefusedException refusal) when (refusal.Message.Contains("no such database", StringComparison.Ordinal))
        {
            return await link.ConnectAsync("template1", ct);
        }
    }

    /// <inheritdoc/>
    public async Task<TargetCheck> CheckAsync(Manifest manifest, CancellationToken ct)
    {
        ArgumentNullException.ThrowIfNull(manifest);
        var wishes = PostgresWish.Of(target, manifest);
        await using var server = await ConnectAsync(link, ct);
        var facts = await PostgresServerFacts.ReadAsync(server, ct);
        if (facts.IsStandby)
        {
            throw new RefusedException("target_standby", $"PostgreSQL at {link.Endpoint} is a standby and takes no changes. Restore to its primary.");
        }

        var needed = Math.Max(facts.Major, wishes.Max(wish => wish.ToolMajor));
        _tools = await PostgresTools.ForAsync(needed, needed == facts.Major ? facts.Version : needed.ToString(CultureInfo.InvariantCulture), toolFolders, ct);
        await EnsureExtensionsAsync(server, wishes, ct);
        _databases.Clear();
        foreach (var wish in wishes)
        {
            _databases.Add(await PostgresTargetDatabase.PrepareAsync(link, server, wish, target.Overwrite, ct));
        }

        var remarks = await RemarksAsync(server, facts, manifest, wishes, ct);
        return new($"{facts.Words}, {link.Endpoint}, {(wishes.Count == 1 ? "database" : "databases")} {string.Join(", ", wishes.Select(wish => wish.Name))}", remarks);
    }

    /// <inheritdoc/>
    public bool Wants(ManifestEntry stream)
    {
        ArgumentNullException.ThrowIfNull(stream);
        return stream.Format == StreamFormat.PostgresSql ? target.Globals : _databases.Exists(database => database.Wish.Stream.Name == stream.Name);
    }

    /// <inheritdoc/>
    public async Task RestoreAsync(ManifestEntry stream, Stream plain, CancellationToken ct)
    {
        ArgumentNullException.ThrowIfNull(stream);
        if (stream.Format == StreamFormat.PostgresSql)
        {
            await RestoreGlobalsAsync(plain, ct);
            return;
        }

        var database = _databases.Single(found => found.Wish.Stream.Name == stream.Name);
        await database.CreateAsync(ct);
        try
        {
            var owners = _keepsOwners ? Array.Empty<string>() : ["--no-owner", "--no-privileges"];
            await ContainedChild.FeedAsync(Command("pg_restore", database.CurrentName, ["--exit-on-error", .. owners]), contain, plain, ct);
        }
        catch (RefusedException failure)
        {
            throw new RefusedException(failure.Code, $"{failure.Message} Database {database.CurrentName} at {link.Endpoint} is unusable, and its comment says so.");
        }
    }

    /// <inheritdoc/>
    public async Task<RestoreComparison> CompareAsync(Manifest manifest, CancellationToken ct)
    {
        var (compared, differences, without) = (0, new List<string>(), new List<string>());
        foreach (var database in _databases)
        {
            if (database.Wish.Facts.Fingerprints == FingerprintDepth.None)
            {
                without.Add(database.Wish.Facts.Name);
            }
            else
            {
                var (count, found) = await PostgresComparison.CompareAsync(link, database.CurrentName, database.Wish.Facts, ct);
                compared += count;
                differences.AddRange(found);
            }
        }

        if (differences.Count == 0)
        {
            differences.AddRange(await PutPropertiesBackAsync(ct));
        }

        // What is not as it was keeps its working name: nobody shall use it by mistake.
        if (differences.Count == 0)
        {
            foreach (var database in _databases)
            {
                await database.FinishAsync(ct);
            }
        }

        return new(compared, differences, without.Count == 0 ? null : $"No fingerprints were taken of {string.Join(", ", without)} when it was backed up.");
    }

    /// <inheritdoc/>
    public ValueTask DisposeAsync()
    {
        _secrets.Dispose();
        return ValueTask.CompletedTask;
    }

    // After the content was read: a setting may turn the database read-only, or shut this role out.
    private async Task<List<string>> PutPropertiesBackAsync(CancellationToken ct)
    {
        await using var server = await ConnectAsync(link, ct);
        var differences = new List<string>();
        foreach (var (database, properties) in _databases.Zip(_properties))
        {
            differences.AddRange(await properties.ApplyAsync(server, database.CurrentName, ct));
        }

        return differences;
    }

    private async Task RestoreGlobalsAsync(Stream plain, CancellationToken ct)
    {
        await using var server = await ConnectAsync(link, ct);
        var there = await GlobalsFilter.ForAsync(server, ct);
        await using var missing = await there.ThroughAsync(plain, ct);
        await ContainedChild.FeedAsync(Command("psql", server.Database, ["--no-psqlrc", "--quiet", "--set", "ON_ERROR_STOP=1"]), contain, missing, ct);
    }

    private async Task<List<string>> RemarksAsync(NpgsqlConnection server, PostgresServerFacts facts, Manifest manifest, IReadOnlyList<PostgresWish> wishes, CancellationToken ct)
    {
        var roles = await server.ReadAsync("SELECT rolname::text FROM pg_roles", row => row.GetString(0), ct);
        var missing = target.Globals ? [] : wishes.SelectMany(wish => wish.Facts.Roles).Distinct(StringComparer.Ordinal).Except(roles, StringComparer.Ordinal).ToList();
        _keepsOwners = missing.Count == 0 && facts.IsSuperuser;
        var remarks = PostgresFaults.OfTools(_tools!).ToList();
        if (!_keepsOwners)
        {
            var cause = missing.Count > 0 ? $"these roles are not on the target: {string.Join(", ", missing)}" : $"the role {link.User} is no superuser";
            remarks.Add($"Owners and grants are left out, because {cause}. Everything will belong to {link.User}.");
        }

        _properties.Clear();
        foreach (var database in _databases)
        {
            var properties = await PropertiesRestore.PlanAsync(server, database.Wish, database.IsInPlace, _keepsOwners, comingRoles: target.Globals, ct);
            _properties.Add(properties);
            remarks.AddRange(properties.Remarks);
        }

        if (facts.SystemIdentifier is not null && facts.SystemIdentifier == manifest.Facts.ServerIdentity)
        {
            remarks.Add("The target is the very server that this backup was taken from.");
        }

        if (target.Overwrite)
        {
            remarks.Add("A database that is there stays until the restored one has been compared; both need space until then.");
        }

        return remarks;
    }

    private async Task EnsureExtensionsAsync(NpgsqlConnection server, IReadOnlyList<PostgresWish> wishes, CancellationToken ct)
    {
        var available = await server.ReadAsync("SELECT name::text FROM pg_available_extensions", row => row.GetString(0), ct);
        var missing = wishes.SelectMany(wish => wish.Facts.Extensions).Select(extension => extension.Split(' ')).Where(extension => !available.Contains(extension[0], StringComparer.Ordinal))
            .Select(extension => string.Join(' ', extension)).Distinct(StringComparer.Ordinal).ToList();
        if (missing.Count > 0)
        {
            throw new RefusedException("extension_missing", $"The backup uses extensions that PostgreSQL at {link.Endpoint} does not have: {string.Join(", ", missing)}. Install their packages there.");
        }
    }

    private ChildCommand Command(string program, string database, IReadOnlyList<string> arguments) => new(_tools!.Program(program), [.. arguments, .. link.ToolArguments(database)])
    {
        Environment = link.ToolEnvironment(_secrets),
        Redacted = link.Password is { } password ? [password] : [],
    };
}
