using DrConsole.Backups.Sources;
using DrConsole.Backups.Sources.Postgres;
using DrConsole.Platform;
using DrConsole.Tests.Support;

namespace DrConsole.Tests.Backups.Sources;

public sealed class PostgresPreflightTests(PostgresPreflightTests.GuardedDatabase guarded) : IClassFixture<PostgresPreflightTests.GuardedDatabase>
{
    private const string Password = """p:a\s's"w o:r\d#ä""";
    private readonly OwnPostgres _server = guarded.Server;

    [Fact]
    public async Task What_the_role_may_not_read_is_named_with_the_statement_that_cures_it()
    {
        var closed = await RefusalAsync("closed");
        await _server.ExecuteAsync("closed", "GRANT SELECT ON ALL TABLES IN SCHEMA public TO backup; GRANT SELECT ON ALL SEQUENCES IN SCHEMA public TO backup; GRANT USAGE ON SCHEMA hidden TO backup");
        var schema = await RefusalAsync("closed");
        var rows = await RefusalAsync("veiled");
        var objects = await RefusalAsync("blobs");

        Assert.Equal("postgres_unreadable", closed.Code);
        Assert.Contains("public.\"My Table\"", closed.Message, StringComparison.Ordinal);
        Assert.Contains("GRANT pg_read_all_data TO \"backup\";", closed.Message, StringComparison.Ordinal);
        Assert.Contains("hidden.it", schema.Message, StringComparison.Ordinal);
        Assert.Equal("postgres_row_security", rows.Code);
        Assert.Contains("BYPASSRLS", rows.Message, StringComparison.Ordinal);
        Assert.Contains("large object 99", objects.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Role_passwords_that_may_not_be_read_are_refused_and_left_out_on_request()
    {
        var settings = Settings("open");

        var refusal = await Assert.ThrowsAsync<RefusedException>(() => TakenBackup.TakeAsync(_server.Source(settings, Password)));
        var without = await TakenBackup.TakeAsync(_server.Source(settings with { RolePasswords = false }, Password));

        Assert.Equal("role_passwords_unreadable", refusal.Code);
        Assert.Contains("--no-role-passwords", refusal.Message, StringComparison.Ordinal);
        Assert.Equal(1, without.Table("open", "public.it").Rows);
    }

    [Fact]
    public async Task A_password_of_any_characters_reaches_the_programs_and_no_process_shows_it()
    {
        var exposed = new List<string>();

        await TakenBackup.TakeAsync(_server.Source(Settings("open") with { RolePasswords = false }, Password), whileRunning: _ =>
        {
            exposed.AddRange(Children.Exposing(Password));
            return Task.CompletedTask;
        });
        var wrong = await Assert.ThrowsAsync<RefusedException>(() => TakenBackup.TakeAsync(_server.Source(Settings("open"), "wrong-one")));

        Assert.Empty(exposed);
        Assert.Contains("password is wrong", wrong.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("wrong-one", wrong.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_older_client_is_refused_before_any_byte_and_both_versions_are_named()
    {
        using var folder = new ScratchFolder();
        Directory.CreateDirectory(folder.Path);
        var program = Path.Combine(folder.Path, "pg_dump");
        await File.WriteAllTextAsync(program, "#!/bin/sh\necho 'pg_dump (PostgreSQL) 12.9'\n", TestContext.Current.CancellationToken);
        File.SetUnixFileMode(program, UnixFileMode.UserRead | UnixFileMode.UserExecute);
        var source = new PostgresLogicalSource(_server.Settings("open"), _server.Link(), [folder.Path]);

        var refusal = await Assert.ThrowsAsync<RefusedException>(() => source.CheckAsync(TestContext.Current.CancellationToken));

        Assert.Equal("client_older", refusal.Code);
        Assert.Contains("12.9", refusal.Message, StringComparison.Ordinal);
        Assert.Contains($"{await _server.ScalarAsync("postgres", "SELECT split_part(current_setting('server_version'), ' ', 1)")}", refusal.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_database_or_server_that_is_not_there_is_named()
    {
        var database = await Assert.ThrowsAsync<RefusedException>(() => TakenBackup.TakeAsync(_server.Source(_server.Settings("open", "nosuch"))));
        var server = await Assert.ThrowsAsync<RefusedException>(() => TakenBackup.TakeAsync(_server.Source(new PostgresSettings("/nowhere", 5432, "backup", []))));

        Assert.Contains("nosuch", database.Message, StringComparison.Ordinal);
        Assert.Contains("/nowhere", server.Message, StringComparison.Ordinal);
        Assert.Contains("Is the server running", server.Message, StringComparison.Ordinal);
    }

    private PostgresSettings Settings(string database) => _server.Settings(database) with { User = "backup" };

    private Task<RefusedException> RefusalAsync(string database) =>
        Assert.ThrowsAsync<RefusedException>(() => TakenBackup.TakeAsync(_server.Source(Settings(database) with { RolePasswords = false }, Password)));

    public sealed class GuardedDatabase : IAsyncLifetime
    {
        public OwnPostgres Server { get; private set; } = null!;

        public async ValueTask InitializeAsync()
        {
            Server = await OwnPostgres.StartAsync();
            await Server.ExecuteAsync("postgres", $"CREATE ROLE backup LOGIN PASSWORD {PostgresQuery.Literal(Password)}");
            await Server.CreateAsync("closed", "CREATE TABLE \"My Table\" (id serial); CREATE SCHEMA hidden; CREATE TABLE hidden.it (a int)");
            await Server.CreateAsync("veiled", "CREATE TABLE it (a int); ALTER TABLE it ENABLE ROW LEVEL SECURITY; GRANT SELECT ON it TO backup");
            await Server.CreateAsync("blobs", "SELECT lo_from_bytea(99, 'x')");
            await Server.CreateAsync("open", "CREATE TABLE it AS SELECT 1 AS a; GRANT SELECT ON it TO backup");
            await Server.AskForPasswordsAsync();
        }

        public ValueTask DisposeAsync() => Server.DisposeAsync();
    }
}
