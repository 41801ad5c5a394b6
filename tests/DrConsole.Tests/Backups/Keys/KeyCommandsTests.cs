using System.Text;
using DrConsole.Access;
using DrConsole.Backups.Format;
using DrConsole.Backups.Keys;
using DrConsole.Platform;
using DrConsole.Tests.Support;

namespace DrConsole.Tests.Backups.Keys;

public sealed class KeyCommandsTests(PostgresServer postgres) : IAsyncLifetime
{
    private KeyConsole _k = default!;

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync() => _k = await KeyConsole.CreateAsync(postgres);

    public ValueTask DisposeAsync() => _k.DisposeAsync();

    [Fact]
    public async Task The_first_keys_are_made_once_however_often_the_console_starts()
    {
        await _k.Keys.EnsureFirstKeysAsync(Ct);
        await Task.WhenAll(_k.Keys.EnsureFirstKeysAsync(Ct), _k.Keys.EnsureFirstKeysAsync(Ct));

        var overview = await OverviewAsync();
        Assert.Equal(["console", "default"], overview.Categories);
        Assert.True(overview.LacksEscrow);
    }

    [Fact]
    public async Task A_backup_is_encrypted_for_its_categorys_newest_key_and_for_every_escrow_key_in_use()
    {
        await CreateAsync("customer data");
        await CreateAsync("other data");
        var escrow = await _k.Escrow.GenerateAsync(_k.Console.Admin, Id(), Ct);
        var second = await _k.Escrow.GenerateAsync(_k.Console.Admin, Id(), Ct);
        await _k.Keys.RotateAsync(_k.Console.Admin, Id(), "customer data", Ct);
        await _k.Escrow.RetireAsync(_k.Console.Admin, Id(), escrow.Id, Ct);

        var newest = (await OverviewAsync()).Keys.Single(key => key is { Category: "customer data", RetiredAt: null });
        Assert.Equal([newest.Recipient, second.Recipient], await _k.Ring.RecipientsAsync("customer data", Ct));
    }

    [Fact]
    public async Task What_was_encrypted_before_two_rotations_still_opens()
    {
        await CreateAsync("customer data");
        var recipients = await _k.Ring.RecipientsAsync("customer data", Ct);
        var armored = await AgeKeys.EncryptAsync(recipients[0], "orders", Ct);

        await _k.Keys.RotateAsync(_k.Console.Admin, Id(), "customer data", Ct);
        await _k.Keys.RotateAsync(_k.Console.Admin, Id(), "customer data", Ct);

        Assert.NotEqual(recipients[0], (await _k.Ring.RecipientsAsync("customer data", Ct))[0]);
        Assert.Equal("orders", await DecryptAsync(armored, recipients));
    }

    [Fact]
    public async Task Of_two_people_who_rotate_at_once_one_key_stays_in_use()
    {
        await CreateAsync("customer data");

        await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => _k.Keys.RotateAsync(_k.Console.Admin, Id(), "customer data", Ct)));

        Assert.Single((await OverviewAsync()).Keys, key => key is { Category: "customer data", RetiredAt: null });
    }

    [Fact]
    public async Task The_same_command_twice_makes_one_key()
    {
        var command = Id();
        var first = await _k.Keys.CreateAsync(_k.Console.Admin, command, "customer data", Ct);

        Assert.Equal(first, await _k.Keys.CreateAsync(_k.Console.Admin, command, "customer data", Ct));
        Assert.Single((await OverviewAsync()).Keys);
    }

    [Fact]
    public async Task A_category_without_a_key_is_refused_with_the_cure() =>
        Assert.Contains("page Keys", (await RefusedAsync("key_missing", () => _k.Ring.RecipientsAsync("nowhere", Ct))).Message, StringComparison.Ordinal);

    [Fact]
    public async Task No_secret_half_is_anywhere_in_the_database()
    {
        await CreateAsync("customer data");
        var escrow = await _k.Escrow.GenerateAsync(_k.Console.Admin, Id(), Ct);
        using var signer = await _k.Ring.SignerAsync(Ct);

        var all = await _k.WholeDatabaseAsync();
        Assert.Contains(escrow.Recipient, all, StringComparison.Ordinal);
        Assert.DoesNotContain("AGE-SECRET-KEY", all, StringComparison.Ordinal);
        Assert.DoesNotContain("PRIVATE KEY", all, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_destroyed_identity_opens_nothing_any_more()
    {
        var key = await CreateAsync("customer data");
        var recipients = await _k.Ring.RecipientsAsync("customer data", Ct);
        await _k.Keys.RotateAsync(_k.Console.Admin, Id(), "customer data", Ct);

        await _k.Keys.DestroyIdentityAsync(_k.Console.Admin, Id(), key, KeyNames.Ending(recipients[0]), Ct);

        using var folder = PrivateFolder.Create();
        await RefusedAsync("identity_missing", () => _k.Ring.IdentitiesAsync(recipients, folder, Ct));
    }

    [Theory]
    [InlineData(false, true, "key_in_use")]
    [InlineData(true, false, "confirmation_wrong")]
    public async Task An_identity_is_destroyed_only_when_retired_and_confirmed_by_typing(bool isRotated, bool isTyped, string code)
    {
        var key = await CreateAsync("customer data");
        var recipients = await _k.Ring.RecipientsAsync("customer data", Ct);
        if (isRotated)
        {
            await _k.Keys.RotateAsync(_k.Console.Admin, Id(), "customer data", Ct);
        }

        await RefusedAsync(code, () => _k.Keys.DestroyIdentityAsync(_k.Console.Admin, Id(), key, isTyped ? KeyNames.Ending(recipients[0]) : "customer data", Ct));
        Assert.True((await OverviewAsync()).Keys.Single(row => row.Id == key).HoldsIdentity);
    }

    [Theory]
    [InlineData("backup_id", true)]
    [InlineData("system_name", true)]
    [InlineData("backup_id", false)]
    public async Task An_identity_that_a_held_backup_needs_cannot_be_destroyed_until_the_hold_is_released(string of, bool isHeld)
    {
        var key = await CreateAsync("customer data");
        var recipients = await _k.Ring.RecipientsAsync("customer data", Ct);
        await _k.Keys.RotateAsync(_k.Console.Admin, Id(), "customer data", Ct);
        var backup = Id();
        await _k.Console.Database.ExecuteAsOwnerAsync(
            $$"""
            INSERT INTO backup (id, source, source_kind, system_name, folder, consistent_at, started_at, completed_at, plain_bytes, stored_bytes, manifest, manifest_sha256, depends_on)
            VALUES ('{{backup}}', 'orders', 'postgres', 'Orders', 'drc/v1/b/orders/x', now(), now(), now(), 1, 1, '{"recipients":["{{recipients[0]}}"]}', 'x', '{}');
            INSERT INTO backup_hold (id, {{of}}, reason, by_name, at, released_at)
            VALUES ('{{Id()}}', '{{(of == "backup_id" ? backup.ToString() : "Orders")}}', 'lawsuit', 'somebody', now(), {{(isHeld ? "NULL" : "now()")}});
            """);

        Task DestroyAsync() => _k.Keys.DestroyIdentityAsync(_k.Console.Admin, Id(), key, KeyNames.Ending(recipients[0]), Ct);

        if (isHeld)
        {
            Assert.Contains("lawsuit", (await RefusedAsync("key_held", DestroyAsync)).Message, StringComparison.Ordinal);
        }
        else
        {
            await DestroyAsync();
        }
    }

    [Fact]
    public async Task The_signing_key_is_made_once_and_believed_even_when_the_master_key_is_lost()
    {
        var made = await Task.WhenAll(_k.Ring.SignerAsync(Ct), _k.Ring.SignerAsync(Ct));
        Assert.Equal(made[0].Fingerprint, made[1].Fingerprint);
        var signature = made[0].Sign("manifest"u8);

        var trusted = Assert.Single(await _k.Ring.TrustedAsync(Ct));
        Assert.True(ManifestSigner.Verify(trusted, "manifest"u8, signature));
        Assert.Equal(made[0].Fingerprint, (await OverviewAsync()).SigningFingerprint);
    }

    [Fact]
    public async Task Another_consoles_signatures_are_believed_once_its_public_key_was_entered()
    {
        using var other = ManifestSigner.Create();

        Assert.Equal(other.Fingerprint, await _k.Keys.TrustAsync(_k.Console.Admin, Id(), $"\n{other.PublicPem}\n", Ct));

        Assert.Contains(other.Fingerprint, (await OverviewAsync()).Trusted);
        await RefusedAsync("public_key_invalid", () => _k.Keys.TrustAsync(_k.Console.Admin, Id(), "-----BEGIN PUBLIC KEY-----\nAAAA\n-----END PUBLIC KEY-----", Ct));
    }

    [Fact]
    public async Task Who_may_not_change_backups_changes_no_key()
    {
        await CreateAsync("customer data");
        foreach (var actor in new[] { _k.Console.Responder, _k.Console.Commander, _k.Console.Auditor, _k.Console.Manager })
        {
            await Assert.ThrowsAsync<NotPermittedException>(() => _k.Keys.RotateAsync(actor, Id(), "customer data", Ct));
            await Assert.ThrowsAsync<NotPermittedException>(() => _k.Escrow.GenerateAsync(actor, Id(), Ct));
        }

        Assert.Single((await OverviewAsync()).Keys);
    }

    private static Guid Id() => TestConsole.NewId();

    private Task<Guid> CreateAsync(string category) => _k.Keys.CreateAsync(_k.Console.Admin, Id(), category, Ct);

    private Task<KeyOverview> OverviewAsync() => _k.Console.Get<IKeyQueries>().OverviewAsync(Ct);

    private async Task<string> DecryptAsync(string armored, IReadOnlyList<string> recipients)
    {
        using var folder = PrivateFolder.Create();
        var identities = await _k.Ring.IdentitiesAsync(recipients, folder, Ct);
        await using var age = ChildProcess.Start(new("age", ["--decrypt", "--identity", identities.Path]) { HasInput = true });
        await using (age.Input)
        {
            await age.Input.WriteAsync(Encoding.UTF8.GetBytes(armored), Ct);
        }

        using var reader = new StreamReader(age.Output);
        return await reader.ReadToEndAsync(Ct);
    }

    private static async Task<RefusedException> RefusedAsync(string code, Func<Task> work)
    {
        var refusal = await Assert.ThrowsAsync<RefusedException>(work);
        Assert.Equal(code, refusal.Code);
        return refusal;
    }
}
