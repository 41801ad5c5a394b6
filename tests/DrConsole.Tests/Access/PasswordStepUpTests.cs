using DrConsole.Access;
using DrConsole.Platform;
using DrConsole.Tests.Support;
using Microsoft.EntityFrameworkCore;

namespace DrConsole.Tests.Access;

/// <summary>Before what cannot be undone the password is asked for once more.</summary>
public sealed class PasswordStepUpTests(PostgresServer postgres) : IAsyncLifetime
{
    private static readonly SecretText Wrong = new("no such password");
    private TestWeb _web = default!;
    private Actor _person = default!;

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        _web = await TestWeb.CreateAsync(postgres);
        _person = new(ActorKind.User, await _web.CreateUserAsync("second", Role.Manager), "Person second");
    }

    public ValueTask DisposeAsync() => _web.DisposeAsync();

    [Fact]
    public async Task The_own_password_is_the_proof_and_a_wrong_one_is_on_record()
    {
        await StepUpAsync(_person, new(TestWeb.Password));
        Assert.Equal(0, await FailuresAsync());

        await RefusedAsync("step_up_failed", _person, Wrong);
        await RefusedAsync("step_up_failed", _person, null);

        Assert.Equal(2, await FailuresAsync());
    }

    [Fact]
    public async Task Who_guesses_is_locked_out_even_with_the_right_one()
    {
        for (var attempt = 1; attempt < 5; attempt++)
        {
            await RefusedAsync("step_up_failed", _person, Wrong);
        }

        await RefusedAsync("locked_out", _person, Wrong);
        await RefusedAsync("locked_out", _person, new(TestWeb.Password));
    }

    [Fact]
    public async Task A_token_is_no_person()
    {
        var (token, _) = await _web.Console.AccessDesk.CreateTokenAsync(_web.Console.Admin, TestConsole.NewId(), "machine", Role.Manager, null, Ct);

        await RefusedAsync("person_needed", new(ActorKind.Token, token, "machine"), new(TestWeb.Password));
    }

    private Task StepUpAsync(Actor actor, SecretText? password) => _web.Get<IStepUp>().EnsureAsync(actor, password, Ct);

    private async Task RefusedAsync(string code, Actor actor, SecretText? password) =>
        Assert.Equal(code, (await Assert.ThrowsAsync<RefusedException>(() => StepUpAsync(actor, password))).Code);

    private Task<int> FailuresAsync() => _web.Console.ReadAsync(db => db.AuditEntries.CountAsync(entry => entry.Action == "access.step_up.failed", Ct));
}
