using DrConsole.Alarms;
using DrConsole.Backups.Keys;
using DrConsole.Tests.Support;

namespace DrConsole.Tests.Backups.Keys;

public sealed class RecoveryKitTests(PostgresServer postgres) : IAsyncLifetime
{
    private KeyConsole _k = default!;

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync() => _k = await KeyConsole.CreateAsync(postgres);

    public ValueTask DisposeAsync() => _k.DisposeAsync();

    [Fact]
    public async Task The_kit_of_a_new_escrow_key_has_all_that_a_stranger_needs_and_its_identity_this_once()
    {
        await _k.Keys.CreateAsync(_k.Console.Admin, TestConsole.NewId(), "customer data", Ct);
        await _k.Console.Database.ExecuteAsOwnerAsync("INSERT INTO store (id, name, url, is_removable, created_at, site) VALUES (gen_random_uuid(), 'Basement', 'file:///srv/backups', false, now(), 'Cellar')");
        var made = await _k.Escrow.GenerateAsync(_k.Console.Admin, TestConsole.NewId(), Ct);

        var text = RecoveryKitText.Of(await KitAsync(made));
        var later = RecoveryKitText.Of(await KitAsync(made, isNew: false));

        using var signer = await _k.Ring.SignerAsync(Ct);
        Assert.All([made.Identity.Reveal(), made.Recipient, signer.Fingerprint, "file:///srv/backups", "customer data", "age -d -i identity.txt"], part => Assert.Contains(part, text, StringComparison.Ordinal));
        Assert.DoesNotContain("AGE-SECRET-KEY", later, StringComparison.Ordinal);
    }

    [Fact]
    public async Task That_a_kit_was_handed_out_is_recorded_without_what_is_in_it()
    {
        var made = await _k.Escrow.GenerateAsync(_k.Console.Admin, TestConsole.NewId(), Ct);
        await KitAsync(made);

        var all = await _k.WholeDatabaseAsync();
        Assert.Contains("backups.kit.handed_out", all, StringComparison.Ordinal);
        Assert.DoesNotContain("AGE-SECRET-KEY", all, StringComparison.Ordinal);
        Assert.Equal(_k.Time.GetUtcNow(), (await _k.Console.Get<IKeyQueries>().OverviewAsync(Ct)).Keys[0].KitMadeAt);
    }

    [Fact]
    public async Task An_escrow_that_nobody_proved_for_90_days_is_an_alarm_and_so_is_none_at_all()
    {
        var watch = _k.Console.Get<EscrowWatch>();
        await watch.CheckAsync(Ct);
        Assert.Equal(EscrowWatch.NoEscrow, Assert.Single(await OpenAsync()).Subject);

        var made = await _k.Escrow.GenerateAsync(_k.Console.Admin, TestConsole.NewId(), Ct);
        await watch.CheckAsync(Ct);
        Assert.Equal(made.Id.ToString(), Assert.Single(await OpenAsync()).Subject);

        await _k.Console.Database.ExecuteAsOwnerAsync($"UPDATE encryption_key SET proven_at = '{_k.Time.GetUtcNow():O}'");
        await watch.CheckAsync(Ct);
        Assert.Empty(await OpenAsync());

        _k.Time.Advance(TimeSpan.FromDays(91));
        await watch.CheckAsync(Ct);
        Assert.Single(await OpenAsync());
    }

    private Task<RecoveryKit> KitAsync(EscrowMade made, bool isNew = true) =>
        _k.Console.Get<RecoveryKits>().HandOutAsync(_k.Console.Admin, TestConsole.NewId(), made.Id, isNew ? made : null, Ct);

    private Task<IReadOnlyList<AlarmRow>> OpenAsync() => _k.Console.Get<IAlarmQueries>().OpenAsync(Ct);
}
