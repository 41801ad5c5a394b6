using System.Diagnostics;
using System.Globalization;
using DrConsole.Platform;
using DrConsole.Tests.Support;
using DrConsole.Verification;
using DrConsole.Verification.Scratch;
using Npgsql;

namespace DrConsole.Tests.Verification.Scratch;

public sealed class ScratchPostgresTests
{
    private static readonly int Major = int.Parse(Path.GetFileName(Path.GetDirectoryName(PostgresPrograms.Folder)!), CultureInfo.InvariantCulture);

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_scratch_server_answers_by_its_socket_alone_and_nothing_is_left_of_it()
    {
        var (root, serves) = (SandboxTests.NewRoot(), Guid.CreateVersion7());
        await using (var place = ScratchPlace.Create(root, serves))
        {
            await using var server = await StartAsync(place, serves);
            await using var connection = new NpgsqlConnection(server.ConnectionString("postgres"));
            await connection.OpenAsync(Ct);
            await using var command = new NpgsqlCommand("SELECT current_setting('listen_addresses') || '|' || current_setting('fsync')", connection);

            Assert.Equal("|off", await command.ExecuteScalarAsync(Ct));
            Assert.StartsWith($"PostgreSQL {Major}.", server.Version, StringComparison.Ordinal);
            Assert.NotEmpty(Serving(serves));
        }

        await Until.TrueAsync(() => Serving(serves).Count == 0);
        Assert.Empty(Directory.GetDirectories(root));
    }

    [Fact]
    public async Task A_scratch_server_starts_deep_in_folders_that_only_the_console_may_enter()
    {
        var root = $"/tmp/dr-{Path.GetRandomFileName()}";
        var serves = Guid.CreateVersion7();
        Directory.CreateDirectory(root, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
        await using (var place = ScratchPlace.Create(Path.Combine(root, "scratch"), serves))
        {
            Assert.StartsWith(root, place.Inside, StringComparison.Ordinal);
            await using var server = await StartAsync(place, serves);
            await using var connection = new NpgsqlConnection(server.ConnectionString("postgres"));
            await connection.OpenAsync(Ct);
        }

        Directory.Delete(root, recursive: true);
    }

    [Fact]
    public void A_major_version_that_is_not_here_is_named_with_its_cure()
    {
        var failure = Assert.Throws<NotVerifiableException>(() => ScratchPostgres.Programs(9));

        Assert.Contains("Install it (Debian: postgresql-9)", failure.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_a_killed_console_left_is_ended_and_removed()
    {
        var (root, serves) = (SandboxTests.NewRoot(), Guid.CreateVersion7());
        var place = ScratchPlace.Create(root, serves);
        await using var server = await StartAsync(place, serves);
        await File.WriteAllLinesAsync(Path.Combine(place.Path, ScratchPlace.OwnerFile), ["999999999 1", serves.ToString(), place.Inside], Ct);

        Assert.Equal(1, await ScratchSweep.RunAsync(root));

        await Until.TrueAsync(() => Serving(serves).Count == 0);
        Assert.Empty(Directory.GetDirectories(root));
    }

    [Fact]
    public async Task What_a_living_console_uses_is_left_alone()
    {
        var (root, serves) = (SandboxTests.NewRoot(), Guid.CreateVersion7());
        await using var place = ScratchPlace.Create(root, serves);
        await using var server = await StartAsync(place, serves);

        Assert.Equal(0, await ScratchSweep.RunAsync(root));

        Assert.NotEmpty(Serving(serves));
        Assert.True(Directory.Exists(place.Inside));
    }

    internal static List<int> Serving(Guid serves) =>
        [.. Process.GetProcesses().Select(process => process.Id).Where(id => Environ(id).Contains($"{ChildProcess.ServesVariable}={serves}", StringComparison.Ordinal))];

    private static async Task<ScratchPostgres> StartAsync(ScratchPlace place, Guid serves) =>
        await ScratchPostgres.StartAsync(Major, place, await SandboxTests.SandboxAsync(place), serves, TimeProvider.System, Ct);

    private static string Environ(int id)
    {
        try
        {
            return File.ReadAllText($"/proc/{id}/environ");
        }
        catch (Exception gone) when (gone is IOException or UnauthorizedAccessException)
        {
            return "";
        }
    }
}
