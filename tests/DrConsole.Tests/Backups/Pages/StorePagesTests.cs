using DrConsole.Stores;
using DrConsole.Web.Backups.Stores;
using Microsoft.Extensions.DependencyInjection;

namespace DrConsole.Tests.Backups.Pages;

public sealed class StorePagesTests
{
    private static readonly DateTimeOffset At = new(2026, 3, 10, 2, 0, 0, TimeSpan.Zero);

    private static readonly StoreRow Near = new(
        Guid.CreateVersion7(), "near", "s3://bucket?endpoint=https%3A%2F%2Fs3.example.com", false, "Hamburg", "AKIAEXAMPLE", true,
        new() { ProbedAt = At, Region = "eu-central-1", HasConditionalPut = true, HasObjectLock = true, FreeBytes = 5_000_000_000, Remarks = ["The bucket has no rule that removes broken uploads."] }, At, null, null, At, null, 12, 3_400_000_000);

    [Fact]
    public async Task A_failing_read_of_stores_never_looks_as_if_there_were_none()
    {
        var page = await ListAsync(new FakeStores(static () => throw new TimeoutException()));

        Assert.Contains("Try again", page);
        Assert.DoesNotContain("There is no store yet", page);
    }

    [Fact]
    public async Task Without_a_store_it_says_what_that_means_and_whoever_may_can_add_one()
    {
        Assert.Contains("Without one, nothing can be backed up", await ListAsync(new FakeStores(static () => [])));
        Assert.Contains("<form", await ListAsync(new FakeStores(static () => [])));
    }

    [Fact]
    public async Task Each_store_says_whether_it_answers_what_it_holds_and_why_it_fails()
    {
        var page = await ListAsync(new FakeStores(() =>
            [Near, Near with { Id = Guid.CreateVersion7(), Name = "far", Fault = "The key was refused. Enter it again.", FaultSince = At }, Near with { Id = Guid.CreateVersion7(), Name = "new", Facts = null }, Near with { Id = Guid.CreateVersion7(), Name = "old", RetiredAt = At }])
        {
            Spread = [new(Guid.CreateVersion7(), "Orders nightly", new(2, 1, 1, false, ["All copies are at one site: one fire takes them all."]))],
        });

        Assert.Contains("Reachable", page);
        Assert.Contains("12 backups, 3.4 GB", page);
        Assert.Contains("5 GB free", page);
        Assert.Contains("The key was refused. Enter it again.", page);
        Assert.Contains("Not reachable", page);
        Assert.Contains("Never probed", page);
        Assert.Contains("Retired", page);
        Assert.Contains("one fire takes them all", page);
    }

    [Fact]
    public async Task The_page_of_a_store_says_what_it_was_seen_to_do_and_for_whom_it_must_not_be_used()
    {
        var violation = new ResidencyViolation(Guid.CreateVersion7(), "Orders nightly", Near.Id, "near", "Data must stay in eu-west-1, and “near” is in eu-central-1.");

        var page = await StoreAsync(new(Near, ["Orders nightly"], []) { Violations = [violation] });

        Assert.Contains("No new copies of “Orders nightly” go here.", page);
        Assert.Contains("Data must stay in eu-west-1", page);
        Assert.Contains("banner-danger", page);
        Assert.Contains("Locked objects could not be deleted.", page);
        Assert.Contains("It has no legal hold", page);
        Assert.Contains("The bucket has no rule that removes broken uploads.", page);
        Assert.DoesNotContain("banner-danger", await StoreAsync(new(Near, [], [])));
    }

    [Fact]
    public async Task A_medium_shows_its_custody_log()
    {
        var disk = Near with { IsRemovable = true, Url = "file:///mnt/disk?label=offsite-A" };

        var page = await StoreAsync(new(disk, [], [new(Guid.CreateVersion7(), "offsite-A", CustodyAct.Stored, "bank", "by courier", "The admin", At)]));

        Assert.Contains("Put away", page);
        Assert.Contains("offsite-A: bank", page);
        Assert.Contains("by courier", page);
    }

    [Fact]
    public async Task Who_may_only_read_sees_everything_and_no_button_and_no_form()
    {
        var disk = Near with { IsRemovable = true, Url = "file:///mnt/disk?label=offsite-A" };

        var list = await ListAsync(new FakeStores(() => [Near]), mayAll: false);
        var page = await StoreAsync(new(disk, [], []), mayAll: false);

        Assert.Contains("near", list);
        Assert.Contains("Custody log", page);
        Assert.All([list, page], html =>
        {
            Assert.DoesNotContain("<button", html);
            Assert.DoesNotContain("<form", html);
        });
        Assert.Contains("Retire", await StoreAsync(new(disk, [], [])));
    }

    [Fact]
    public async Task A_store_that_is_not_there_is_said_and_a_failing_read_is_not_that()
    {
        Assert.Contains("There is no such store", await StoreAsync(null));
        Assert.DoesNotContain("There is no such store", await CorePages.RenderAsync<StorePage>(services => services.AddSingleton<IStoreQueries>(new FakeStores(static () => throw new TimeoutException())), true, ("StoreId", Near.Id)));
    }

    private static Task<string> ListAsync(FakeStores stores, bool mayAll = true) => CorePages.RenderAsync<StoresPage>(services => services.AddSingleton<IStoreQueries>(stores), mayAll);

    private static Task<string> StoreAsync(StoreReport? report, bool mayAll = true) =>
        CorePages.RenderAsync<StorePage>(services => services.AddSingleton<IStoreQueries>(new FakeStores(static () => []) { Report = report }), mayAll, ("StoreId", Near.Id));

    private sealed class FakeStores(Func<IReadOnlyList<StoreRow>> rows) : IStoreQueries
    {
        public StoreReport? Report { get; init; }

        public IReadOnlyList<PolicyCopies> Spread { get; init; } = [];

        public Task<IReadOnlyList<StoreRow>> ListAsync(CancellationToken ct) => Task.FromResult(rows());

        public Task<StoreReport?> ReadAsync(Guid storeId, CancellationToken ct)
        {
            _ = rows();
            return Task.FromResult(Report);
        }

        public Task<IReadOnlyList<MediumRow>> RotationAsync(CancellationToken ct) => Task.FromResult<IReadOnlyList<MediumRow>>([]);

        public Task<IReadOnlyList<PolicyCopies>> CopiesAsync(CancellationToken ct) => Task.FromResult(Spread);
    }
}
