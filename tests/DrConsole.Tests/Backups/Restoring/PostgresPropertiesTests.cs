using DrConsole.Backups.Format;
using DrConsole.Backups.Restoring;
using DrConsole.Backups.Sources;
using DrConsole.Backups.Sources.Postgres;
using DrConsole.Tests.Backups.Sources;
using DrConsole.Tests.Support;

namespace DrConsole.Tests.Backups.Restoring;

public sealed class PostgresPropertiesTests : IAsyncLifetime
{
    private const string Shop = "Shop's \"own\"";

    private OwnPostgres _server = null!;
    private TakenBackup _taken = null!;

    public async ValueTask InitializeAsync()
    {
        _server = await OwnPostgres.StartAsync();
        foreach (var sql in (string[])
            [
                "CREATE ROLE \"The owner\"", "CREATE ROLE clerk", "CREATE ROLE auditor", $"CREATE DATABASE {Name} OWNER \"The owner\"",
            ])
        {
            await _server.ExecuteAsync("postgres", sql);
        }

        await _server.ExecuteAsync(Shop, "CREATE SCHEMA app; CREATE TABLE app.item AS SELECT 1 AS a");
        foreach (var sql in (string[])
            [
                $"REVOKE ALL ON DATABASE {Name} FROM PUBLIC", $"GRANT CONNECT ON DATABASE {Name} TO clerk WITH GRANT OPTION", $"GRANT TEMP ON DATABASE {Name} TO auditor",
                $"ALTER DATABASE {Name} SET search_path = app, \"$user\", \"odd, \"\"name\"", $"ALTER DATABASE {Name} SET default_transaction_read_only = on", $"ALTER DATABASE {Name} SET \"shop.tenant\" = 'it''s \\ 1'",
                $"ALTER ROLE clerk IN DATABASE {Name} SET statement_timeout = '3s'", $"ALTER DATABASE {Name} SET log_min_duration_statement = 500", $"ALTER DATABASE {Name} CONNECTION LIMIT 7",
                $"COMMENT ON DATABASE {Name} IS 'the shop'",
            ])
        {
            await _server.ExecuteAsync("postgres", sql);
        }

        _taken = await TakenBackup.TakeAsync(_server.Source(_server.Settings(Shop)));
    }

    public ValueTask DisposeAsync() => _server.DisposeAsync();

    [Fact]
    public async Task A_restored_database_has_the_owner_the_rights_the_settings_and_those_of_roles_in_it()
    {
        var before = await ReadAsync(Shop);

        var (check, comparison) = await Restored.IntoAsync(Target("again"), _taken);

        Assert.True(comparison.IsEqual, string.Join('\n', comparison.Differences));
        Assert.Equal(before, await ReadAsync("again"));
        Assert.DoesNotContain(check.Remarks, remark => remark.Contains("left out", StringComparison.Ordinal));
        Assert.Equal("app, \"$user\", \"odd, \"\"name\"", await _server.ScalarAsync("again", "SHOW search_path"));
        Assert.Equal("it's \\ 1", await _server.ScalarAsync("again", "SHOW shop.tenant"));
        Assert.Equal(false, await _server.ScalarAsync("postgres", "SELECT has_database_privilege('auditor', 'again', 'CONNECT')"));
    }

    [Fact]
    public async Task Without_the_console_the_statements_in_the_instructions_bring_the_same_back()
    {
        var before = await ReadAsync(Shop);
        await _server.ExecuteAsync("postgres", "CREATE DATABASE by_hand");
        var instructions = RestoreReadme.For(_taken.Manifest, "folder", "signer").Split("## After it")[1].Split("## What")[0].Replace(Name, "by_hand", StringComparison.Ordinal);

        foreach (var statement in instructions.Split('\n').Where(line => line.StartsWith("    ", StringComparison.Ordinal)))
        {
            await _server.ExecuteAsync("postgres", statement);
        }

        Assert.Equal(before, await ReadAsync("by_hand"));
    }

    [Fact]
    public async Task A_right_or_setting_that_is_not_as_it_was_is_a_difference_and_the_database_keeps_its_working_name()
    {
        var forged = With(properties => properties with { Settings = [.. properties.Settings, new(null, "work_mem", "nonsense")] });

        var (_, comparison) = await Restored.IntoAsync(Target("different"), forged);

        Assert.Contains("work_mem", Assert.Single(comparison.Differences), StringComparison.Ordinal);
        Assert.Equal(0L, await _server.ScalarAsync("postgres", "SELECT count(*) FROM pg_database WHERE datname = 'different'"));
    }

    [Fact]
    public async Task What_was_put_back_is_read_again_and_is_a_difference_where_every_statement_went_well_and_it_is_another_all_the_same()
    {
        var (settings, grants) = (_taken.Database(Shop).Properties!.Settings, _taken.Database(Shop).Properties!.Grants);

        var (_, otherSetting) = await Restored.IntoAsync(Target("different"), With(properties => properties with { Settings = [new(null, "work_mem", "3MB"), .. settings, new(null, "work_mem", "4MB")] }));
        var (_, otherRight) = await Restored.IntoAsync(Target("different"), With(properties => properties with { Grants = [new("clerk", "CONNECT", MayGrant: false), .. grants] }));

        Assert.Contains("work_mem is not 3MB", Assert.Single(otherSetting.Differences), StringComparison.Ordinal);
        Assert.Contains("CONNECT for clerk is missing", Assert.Single(otherRight.Differences), StringComparison.Ordinal);
        Assert.Equal(0L, await _server.ScalarAsync("postgres", "SELECT count(*) FROM pg_database WHERE datname = 'different'"));
    }

    [Fact]
    public async Task What_an_ordinary_role_cannot_put_back_is_said_before_it_starts()
    {
        await _server.ExecuteAsync("postgres", "CREATE ROLE helper LOGIN CREATEDB");

        var (check, comparison) = await Restored.IntoAsync(Target("by_helper") with { User = "helper" }, _taken);

        Assert.True(comparison.IsEqual, string.Join('\n', comparison.Differences));
        Assert.Contains(check.Remarks, remark => remark.Contains("log_min_duration_statement", StringComparison.Ordinal) && remark.Contains("shop.tenant", StringComparison.Ordinal) && remark.Contains("statement_timeout of the role clerk", StringComparison.Ordinal));
        Assert.Contains(check.Remarks, remark => remark.StartsWith("Owners and grants are left out", StringComparison.Ordinal));
        Assert.Equal("on", await _server.ScalarAsync("by_helper", "SHOW default_transaction_read_only"));
    }

    [Fact]
    public async Task Roles_that_the_target_lacks_are_named_and_the_rest_is_put_back()
    {
        await _server.ExecuteAsync("postgres", $"REVOKE ALL ON DATABASE {Name} FROM auditor");
        await _server.ExecuteAsync("postgres", "DROP ROLE auditor");

        var (check, comparison) = await Restored.IntoAsync(Target("poorer"), _taken);

        Assert.True(comparison.IsEqual, string.Join('\n', comparison.Differences));
        Assert.Contains(check.Remarks, remark => remark.Contains("TEMPORARY for auditor", StringComparison.Ordinal));
        Assert.Equal(true, await _server.ScalarAsync("postgres", "SELECT has_database_privilege('clerk', 'poorer', 'CONNECT WITH GRANT OPTION')"));
    }

    [Fact]
    public async Task A_database_that_somebody_prepared_keeps_its_owner_and_rights_and_gets_the_settings()
    {
        await _server.ExecuteAsync("postgres", "CREATE DATABASE prepared OWNER clerk");

        var (check, comparison) = await Restored.IntoAsync(Target("prepared"), _taken);

        Assert.True(comparison.IsEqual, string.Join('\n', comparison.Differences));
        Assert.Contains(check.Remarks, remark => remark.Contains("keeps its owner", StringComparison.Ordinal));
        Assert.Equal("clerk", await _server.ScalarAsync("postgres", "SELECT pg_get_userbyid(datdba)::text FROM pg_database WHERE datname = 'prepared'"));
        Assert.Equal("3s", await _server.ScalarAsync("prepared", "SET SESSION AUTHORIZATION clerk; SELECT split_part(s, '=', 2) FROM pg_db_role_setting d, unnest(setconfig) s WHERE setrole = 'clerk'::regrole AND setdatabase = (SELECT oid FROM pg_database WHERE datname = current_database())"));
    }

    [Fact]
    public async Task Into_a_database_of_somebody_else_an_ordinary_role_puts_back_no_setting_and_says_so()
    {
        await _server.ExecuteAsync("postgres", "CREATE ROLE guest LOGIN");
        await _server.ExecuteAsync("postgres", "CREATE DATABASE theirs");
        await _server.ExecuteAsync("theirs", "GRANT CREATE ON DATABASE theirs TO guest; GRANT CREATE ON SCHEMA public TO guest");

        var (check, comparison) = await Restored.IntoAsync(Target("theirs") with { User = "guest" }, _taken);

        Assert.True(comparison.IsEqual, string.Join('\n', comparison.Differences));
        Assert.Contains(check.Remarks, remark => remark.Contains("search_path", StringComparison.Ordinal) && remark.Contains("left out", StringComparison.Ordinal));
    }

    // A manifest that says something else than the database had.
    private TakenBackup With(Func<DatabaseProperties, DatabaseProperties> change)
    {
        var facts = _taken.Database(Shop);
        return _taken with { Manifest = _taken.Manifest with { Facts = _taken.Manifest.Facts with { Databases = [facts with { Properties = change(facts.Properties!) }] } } };
    }

    private PostgresTarget Target(string database) => new(_server.Host, 5432, PostgresServer.OwnerRole, database);

    private static string Name => PostgresQuery.Quoted(Shop);

    private async Task<string> ReadAsync(string database) => (string)(await _server.ScalarAsync(
        "postgres",
        $"""
        SELECT concat_ws(E'\n', pg_get_userbyid(datdba), datconnlimit, shobj_description(oid, 'pg_database'),
            (SELECT string_agg(concat(a.grantee::regrole, ' ', a.privilege_type, ' ', a.is_grantable), ',' ORDER BY a.grantee, a.privilege_type) FROM aclexplode(datacl) a),
            (SELECT string_agg(setrole::text || ' ' || pair, E'\n' ORDER BY setrole, pair) FROM pg_db_role_setting, unnest(setconfig) AS pair WHERE setdatabase = d.oid))
        FROM pg_database d WHERE datname = {PostgresQuery.Literal(database)}
        """))!;
}
