using DrConsole.Access;
using DrConsole.Platform;
using DrConsole.Tests.Support;

namespace DrConsole.Tests.Access;

public sealed class AccessCommandsTests(PostgresServer postgres) : IAsyncLifetime
{
    private TestConsole _console = default!;

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync() => _console = await TestConsole.CreateAsync(postgres);

    public ValueTask DisposeAsync() => _console.DisposeAsync();

    [Fact]
    public async Task The_last_administrator_cannot_be_disabled_or_demoted()
    {
        var disabled = await Assert.ThrowsAsync<RefusedException>(() => _console.AccessDesk.SetDisabledAsync(_console.Admin, TestConsole.NewId(), _console.Admin.Id, true, Ct));
        var demoted = await Assert.ThrowsAsync<RefusedException>(() => _console.AccessDesk.SetRolesAsync(_console.Admin, TestConsole.NewId(), _console.Admin.Id, [Role.Manager], Ct));

        Assert.Equal(("last_admin", "last_admin"), (disabled.Code, demoted.Code));
    }

    [Fact]
    public async Task A_user_name_is_taken_whatever_its_letters_case()
    {
        var refusal = await Assert.ThrowsAsync<RefusedException>(() => _console.AccessDesk.CreateUserAsync(_console.Admin, TestConsole.NewId(), "THE-ADMIN", "Twin", "x", [Role.Admin], Ct));

        Assert.Equal("user_exists", refusal.Code);
    }

    [Fact]
    public async Task A_tokens_secret_is_nowhere_in_the_database()
    {
        var (_, secret) = await _console.AccessDesk.CreateTokenAsync(_console.Admin, TestConsole.NewId(), "pipeline", Role.Responder, null, Ct);

        Assert.Equal(0L, await _console.Database.ScalarAsOwnerAsync(
            $"SELECT (SELECT count(*) FROM api_token WHERE api_token::text LIKE '%{secret}%') + (SELECT count(*) FROM audit_entry WHERE convert_from(body, 'UTF8') LIKE '%{secret}%') + (SELECT count(*) FROM command_receipt WHERE result::text LIKE '%{secret}%')"));
    }

    [Fact]
    public async Task A_revoked_or_expired_token_is_not_found()
    {
        var queries = _console.Get<AccessQueries>();
        var now = TimeProvider.System.GetUtcNow();
        var (id, secret) = await _console.AccessDesk.CreateTokenAsync(_console.Admin, TestConsole.NewId(), "pipeline", Role.Responder, now.AddDays(1), Ct);

        Assert.NotNull(await queries.FindTokenAsync(secret, now, Ct));
        Assert.Null(await queries.FindTokenAsync(secret, now.AddDays(2), Ct));
        await _console.AccessDesk.RevokeTokenAsync(_console.Admin, TestConsole.NewId(), id, Ct);
        Assert.Null(await queries.FindTokenAsync(secret, now, Ct));
    }

    [Fact]
    public async Task New_roles_count_at_the_next_command_and_end_open_sessions()
    {
        var before = await _console.Get<AccessQueries>().StandingAsync(_console.Responder.Id, Ct);
        await _console.AccessDesk.SetRolesAsync(_console.Admin, TestConsole.NewId(), _console.Responder.Id, [Role.Auditor], Ct);

        var after = await _console.Get<AccessQueries>().StandingAsync(_console.Responder.Id, Ct);
        Assert.NotEqual(before!.SecurityStamp, after!.SecurityStamp);
        await Assert.ThrowsAsync<NotPermittedException>(() => _console.Desk.DeclareAsync(_console.Responder, TestConsole.NewId(), new("x", default, null, null, null), Ct));
    }
}
