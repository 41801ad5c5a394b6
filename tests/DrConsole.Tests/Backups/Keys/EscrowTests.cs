using DrConsole.Backups.Keys;
using DrConsole.Platform;
using DrConsole.Tests.Support;

namespace DrConsole.Tests.Backups.Keys;

public sealed class EscrowTests(PostgresServer postgres) : IAsyncLifetime
{
    private KeyConsole _k = default!;
    private EscrowMade _escrow = default!;

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        _k = await KeyConsole.CreateAsync(postgres);
        _escrow = await _k.Escrow.GenerateAsync(_k.Console.Admin, Id(), Ct);
    }

    public ValueTask DisposeAsync() => _k.DisposeAsync();

    [Fact]
    public async Task Whoever_decrypts_the_challenge_offline_and_types_it_back_proves_the_escrow_for_90_days()
    {
        Assert.True((await RowAsync()).IsUnproven(Now));
        var answer = await SolveAsync(await ChallengeAsync());

        await AnswerAsync($" {answer.ToUpperInvariant()} ");

        var row = await RowAsync();
        Assert.Equal((Now, _k.Console.Admin.Name), (row.ProvenAt, row.ProvenByName));
        Assert.False(row.IsUnproven(Now.AddDays(90)));
        Assert.True(row.IsUnproven(Now.AddDays(91)));
    }

    [Fact]
    public async Task A_wrong_answer_proves_nothing_and_is_recorded()
    {
        await ChallengeAsync();

        await RefusedAsync("challenge_wrong", () => AnswerAsync(new string('0', 32)));

        Assert.Null((await RowAsync()).ProvenAt);
        Assert.Contains("backups.escrow.proof_failed", await _k.WholeDatabaseAsync(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_answer_counts_once_and_only_for_the_newest_challenge()
    {
        var first = await SolveAsync(await ChallengeAsync());
        var second = await SolveAsync(await ChallengeAsync());
        await RefusedAsync("challenge_wrong", () => AnswerAsync(first));
        await AnswerAsync(second);

        await RefusedAsync("no_challenge", () => AnswerAsync(second));
    }

    [Fact]
    public async Task A_challenge_older_than_a_week_is_worth_nothing()
    {
        var answer = await SolveAsync(await ChallengeAsync());
        _k.Time.Advance(TimeSpan.FromDays(8));

        await RefusedAsync("no_challenge", () => AnswerAsync(answer));
    }

    [Fact]
    public async Task The_answer_is_nowhere_in_the_database()
    {
        var answer = await SolveAsync(await ChallengeAsync());
        await AnswerAsync(answer);

        Assert.DoesNotContain(answer, await _k.WholeDatabaseAsync(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_identity_is_shown_once_even_when_the_command_is_repeated()
    {
        var command = Id();
        await _k.Escrow.GenerateAsync(_k.Console.Admin, command, Ct);

        await RefusedAsync("escrow_made_before", () => _k.Escrow.GenerateAsync(_k.Console.Admin, command, Ct));
    }

    [Theory]
    [InlineData("age1qqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqq")]
    [InlineData("--recipients-file=/etc/passwd")]
    [InlineData("ssh-ed25519 AAAA")]
    [InlineData("")]
    public async Task What_is_no_recipient_is_refused(string pasted) => await RefusedAsync("recipient_invalid", () => _k.Escrow.AddAsync(_k.Console.Admin, Id(), pasted, Ct));

    [Fact]
    public async Task A_recipient_made_elsewhere_is_taken_once_and_the_last_escrow_key_stays()
    {
        var made = await AgeKeys.GenerateAsync(Ct);
        var added = await _k.Escrow.AddAsync(_k.Console.Admin, Id(), $" {made.Recipient}\n", Ct);
        await RefusedAsync("recipient_known", () => _k.Escrow.AddAsync(_k.Console.Admin, Id(), made.Recipient, Ct));

        await _k.Escrow.RetireAsync(_k.Console.Admin, Id(), _escrow.Id, Ct);
        await RefusedAsync("last_escrow", () => _k.Escrow.RetireAsync(_k.Console.Admin, Id(), added, Ct));
    }

    private static Guid Id() => TestConsole.NewId();

    private DateTimeOffset Now => _k.Time.GetUtcNow();

    private Task<string> ChallengeAsync() => _k.Escrow.ChallengeAsync(_k.Console.Admin, Id(), _escrow.Id, Ct);

    private Task AnswerAsync(string answer) => _k.Escrow.AnswerAsync(_k.Console.Admin, Id(), _escrow.Id, answer, Ct);

    private async Task<KeyRow> RowAsync() => (await _k.Console.Get<IKeyQueries>().OverviewAsync(Ct)).Keys.Single(row => row.Id == _escrow.Id);

    // What a person does offline, with the identity from the kit.
    private async Task<string> SolveAsync(string challenge)
    {
        using var folder = PrivateFolder.Create();
        var (identity, armored) = (folder.Write("identity", _escrow.Identity.Reveal() + "\n"), folder.Write("challenge", challenge));
        return (await ChildProcess.ReadAsync(new("age", ["--decrypt", "--identity", identity, armored]), Ct)).Trim();
    }

    private static async Task RefusedAsync(string code, Func<Task> work) => Assert.Equal(code, (await Assert.ThrowsAsync<RefusedException>(work)).Code);
}
