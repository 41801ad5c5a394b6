using DrConsole.Backups.Keys;
using DrConsole.Web.Backups.Keys;
using Microsoft.Extensions.DependencyInjection;

namespace DrConsole.Tests.Backups.Pages;

public sealed class KeyPagesTests
{
    private static readonly DateTimeOffset At = new(2026, 3, 10, 2, 0, 0, TimeSpan.Zero);

    private static readonly KeyRow Category = new(Guid.CreateVersion7(), "customer data", "age1qqqqcategory", false, true, At, "The admin", null, null, null, null, null, null, 31);

    private static readonly KeyRow Escrow = new(Guid.CreateVersion7(), "escrow", "age1qqqqescrow", true, false, At, "The admin", null, At, "The manager", At.AddYears(100), null, At, 31);

    [Fact]
    public async Task A_failing_read_of_keys_never_looks_as_if_there_were_none()
    {
        var page = await RenderAsync(static () => throw new TimeoutException());

        Assert.Contains("Try again", page);
        Assert.DoesNotContain("There is no escrow key", page);
    }

    [Fact]
    public async Task Without_keys_it_says_what_would_be_lost_and_what_cannot_be_done()
    {
        var page = await RenderAsync(static () => new([], null, []));

        Assert.Contains("who loses this console loses every backup with it", page);
        Assert.Contains("There is no key of a data category yet", page);
        Assert.Contains("a key that is made with the first backup", page);
    }

    [Fact]
    public async Task Keys_say_whether_they_are_used_kept_destroyed_and_how_many_backups_need_them()
    {
        var page = await RenderAsync(static () => new([Escrow, Category, Category with { Id = Guid.CreateVersion7(), RetiredAt = At, Backups = 1 }, Category with { Id = Guid.CreateVersion7(), HoldsIdentity = false }], "ab12", ["ab12", "cd34"]));

        Assert.Contains("In use", page);
        Assert.Contains("Retired, kept", page);
        Assert.Contains("Destroyed", page);
        Assert.Contains("31 backups need it", page);
        Assert.Contains("1 backup needs it", page);
        Assert.Contains("cd34", page);
        Assert.DoesNotContain("There is no escrow key", page);
    }

    [Fact]
    public async Task An_escrow_key_that_nobody_proved_lately_is_red_and_one_that_was_is_not()
    {
        Assert.Contains("The manager proved to hold it", await RenderAsync(static () => new([Escrow], "ab12", [])));
        Assert.Contains("Never proven", await RenderAsync(static () => new([Escrow with { ProvenAt = null, ProvenByName = null, ProofEndsAt = null }], "ab12", [])));
        Assert.Contains("Proof too old", await RenderAsync(static () => new([Escrow with { ProofEndsAt = At }], "ab12", [])));
    }

    [Fact]
    public async Task Who_may_only_read_sees_keys_and_no_button_and_no_form()
    {
        var page = await RenderAsync(static () => new([Escrow, Category, Category with { Id = Guid.CreateVersion7(), RetiredAt = At }], "ab12", ["ab12"]), mayAll: false);

        Assert.Contains("age1qqqqcategory", page);
        Assert.DoesNotContain("<button", page);
        Assert.DoesNotContain("<form", page);
        Assert.DoesNotContain("Make an escrow key", page);
    }

    private static Task<string> RenderAsync(Func<KeyOverview> keys, bool mayAll = true) => CorePages.RenderAsync<KeysPage>(services => services.AddSingleton<IKeyQueries>(new FakeKeys(keys)), mayAll);

    private sealed class FakeKeys(Func<KeyOverview> read) : IKeyQueries
    {
        public Task<KeyOverview> OverviewAsync(CancellationToken ct) => Task.FromResult(read());
    }
}
