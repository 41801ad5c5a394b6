using System.Globalization;
using DrConsole.Backups.Sources;
using DrConsole.Backups.Sources.Postgres;
using Npgsql;

namespace DrConsole.Backups.Restoring.Postgres;

/// <summary>
/// Puts back what belongs to a database and lies outside of it: owner, rights on it, connection limit, settings of the database and of roles within it.
/// What cannot be put back is said before anything is changed; what was put back is read again, and a difference is one of the restore.
/// </summary>
internal sealed class PropertiesRestore
{
    private readonly List<string> _remarks = [];
    private readonly DatabaseFacts _facts;
    private string? _owner;
    private IReadOnlyList<DatabaseGrant>? _grants;
    private IReadOnlyList<DatabaseSetting> _settings = [];
    private int? _connectionLimit;

    private PropertiesRestore(DatabaseFacts facts) => _facts = facts;

    /// <summary>What is left out, with the reason.</summary>
    public IReadOnlyList<string> Remarks => _remarks;

    /// <summary>Decides what can be put back on this server.</summary>
    /// <param name="isInPlace">Somebody prepared the database: it keeps its owner and the rights on it.</param>
    /// <param name="keepsOwners">This role may give things away, and the roles that own things are there.</param>
    /// <param name="comingRoles">Roles are restored first, so that those that are missing now will be there.</param>
    public static async Task<PropertiesRestore> PlanAsync(NpgsqlConnection server, PostgresWish wish, bool isInPlace, bool keepsOwners, bool comingRoles, CancellationToken ct)
    {
        var plan = new PropertiesRestore(wish.Facts);
        if (wish.Facts.Properties is not { } was)
        {
            plan._remarks.Add($"The backup was taken before settings of databases and rights on them were saved: {wish.Name} gets the server's defaults.");
            return plan;
        }

        var roles = await server.ReadAsync("SELECT rolname::text FROM pg_roles", row => row.GetString(0), ct);
        bool IsThere(string? role) => role is null || comingRoles || roles.Contains(role, StringComparer.Ordinal);
        var mayAlter = !isInPlace || (await server.ReadAsync("SELECT pg_has_role(datdba, 'USAGE') FROM pg_database WHERE datname = $1", row => row.GetBoolean(0), ct, wish.Name))[0];
        var settable = await SettableAsync(server, ct);
        plan._settings = [.. was.Settings.Where(setting => mayAlter && IsThere(setting.Role) && settable(setting))];
        plan.Leave(wish.Name, "settings", was.Settings.Except(plan._settings).Select(setting => setting.Words), "this server does not know them, lacks their roles, or lets only a superuser or the database's owner set them");
        if (isInPlace)
        {
            plan._remarks.Add($"Database {wish.Name} was made by somebody else: it keeps its owner and the rights on it.");
        }
        else if (keepsOwners)
        {
            plan._owner = IsThere(wish.Facts.Owner) ? wish.Facts.Owner : null;
            plan._grants = [.. was.Grants.Where(grant => IsThere(grant.Grantee) && (plan._owner is not null || grant.Grantee != wish.Facts.Owner))];
            plan.Leave(wish.Name, "rights", was.Grants.Except(plan._grants).Select(grant => grant.Words), "their roles are not on the target");
        }

        plan._connectionLimit = isInPlace ? null : was.ConnectionLimit;
        return plan;
    }

    /// <summary>Puts it back.</summary>
    /// <param name="name">The database's name at this moment.</param>
    /// <returns>How it differs afterwards from what it was; empty when all is the same.</returns>
    public async Task<IReadOnlyList<string>> ApplyAsync(NpgsqlConnection server, string name, CancellationToken ct)
    {
        if (_facts.Properties is null)
        {
            return [];
        }

        var differences = new List<string>();
        foreach (var (what, sql) in await StatementsAsync(server, name, ct))
        {
            try
            {
                await server.ExecuteAsync(sql, ct);
            }
            catch (PostgresException refusal)
            {
                differences.Add($"{_facts.Name}: {what} could not be put back: {refusal.MessageText}.");
            }
        }

        return differences.Count > 0 ? differences : Differences(await PostgresProperties.ReadAsync(server, name, ct), await OwnerAsync(server, name, ct));
    }

    private async Task<List<(string What, string Sql)>> StatementsAsync(NpgsqlConnection server, string name, CancellationToken ct)
    {
        var database = PostgresQuery.Quoted(name);
        var statements = new List<(string, string)>();
        if (_owner is not null)
        {
            statements.Add(("its owner", $"ALTER DATABASE {database} OWNER TO {PostgresQuery.Quoted(_owner)}"));
        }

        if (_grants is not null)
        {
            // An owner that stays because the right one is missing keeps what he has.
            var (now, keeper) = ((await PostgresProperties.ReadAsync(server, name, ct)).Grants, _owner is null ? await OwnerAsync(server, name, ct) : null);
            statements.AddRange(now.Select(grant => grant.Grantee).Append(_owner).Where(grantee => grantee is null || grantee != keeper).Distinct(StringComparer.Ordinal)
                .Select(grantee => ("rights on it", $"REVOKE ALL ON DATABASE {database} FROM {Role(grantee)} CASCADE")));
            statements.AddRange(_grants.Select(grant => ($"the right {grant.Words}", $"GRANT {grant.Privilege} ON DATABASE {database} TO {Role(grant.Grantee)}{(grant.MayGrant ? " WITH GRANT OPTION" : "")}")));
        }

        if (_connectionLimit is { } limit)
        {
            statements.Add(("its connection limit", string.Create(CultureInfo.InvariantCulture, $"ALTER DATABASE {database} CONNECTION LIMIT {limit}")));
        }

        statements.AddRange(_settings.Select(setting => ($"the setting {setting.Words}", $"{(setting.Role is null ? $"ALTER DATABASE {database}" : $"ALTER ROLE {PostgresQuery.Quoted(setting.Role)} IN DATABASE {database}")} SET {PostgresSetting.Assignment(setting)}")));
        return statements;
    }

    private List<string> Differences(DatabaseProperties now, string owner)
    {
        var differences = new List<string>();
        if (_owner is not null && owner != _owner)
        {
            differences.Add($"{_facts.Name} belongs to {owner}, and belonged to {_owner}.");
        }

        if (_grants is not null)
        {
            differences.AddRange(_grants.Except(now.Grants).Select(grant => $"{_facts.Name}: the right {grant.Words} is missing."));
            differences.AddRange(now.Grants.Except(_grants).Where(grant => _owner is not null || grant.Grantee != owner).Select(grant => $"{_facts.Name}: the right {grant.Words} was not there before."));
        }

        if (_connectionLimit is { } limit && now.ConnectionLimit != limit)
        {
            differences.Add(string.Create(CultureInfo.InvariantCulture, $"{_facts.Name} takes {now.ConnectionLimit} connections at once, and took {limit}."));
        }

        differences.AddRange(_settings.Except(now.Settings).Select(setting => $"{_facts.Name}: the setting {setting.Words} is not {setting.Value}, as it was."));
        return differences;
    }

    private void Leave(string name, string what, IEnumerable<string> left, string cause)
    {
        if (string.Join("; ", left) is { Length: > 0 } list)
        {
            _remarks.Add($"These {what} of database {name} are left out, because {cause}: {list}.");
        }
    }

    private static async Task<Func<DatabaseSetting, bool>> SettableAsync(NpgsqlConnection server, CancellationToken ct)
    {
        var isSuperuser = (await server.ReadAsync("SELECT rolsuper FROM pg_roles WHERE rolname = current_user", row => row.GetBoolean(0), ct))[0];
        var known = (await server.ReadAsync("SELECT lower(name), context FROM pg_settings", row => (Name: row.GetString(0), Context: row.GetString(1)), ct)).ToDictionary(row => row.Name, row => row.Context, StringComparer.Ordinal);
        return setting => known.TryGetValue(setting.Name.ToLowerInvariant(), out var context)
            ? isSuperuser || (setting.Role is null && context is "user" or "backend")
            : isSuperuser && setting.Name.Contains('.', StringComparison.Ordinal); // of an extension that is not loaded, or of an application
    }

    private static async Task<string> OwnerAsync(NpgsqlConnection server, string name, CancellationToken ct) =>
        (await server.ReadAsync("SELECT pg_get_userbyid(datdba)::text FROM pg_database WHERE datname = $1", row => row.GetString(0), ct, name))[0];

    private static string Role(string? role) => role is null ? "PUBLIC" : PostgresQuery.Quoted(role);
}
