using DrConsole.Alarms;
using DrConsole.Backups.Runs;
using DrConsole.Reports;
using DrConsole.Tests.Reports;
using DrConsole.Tests.Support;
using DrConsole.Web.Backups;
using Microsoft.Extensions.DependencyInjection;

namespace DrConsole.Tests.Backups.Pages;

public sealed class BackupsPageTests
{
    [Fact]
    public async Task A_failing_read_never_looks_like_calm()
    {
        var page = await RenderAsync(static () => throw new TimeoutException());

        Assert.Contains("Try again", page);
        Assert.DoesNotContain("proven", page);
        Assert.DoesNotContain("Nothing is backed up", page);
    }

    [Fact]
    public async Task With_nothing_backed_up_it_says_so_and_names_the_first_steps()
    {
        var page = await RenderAsync(() => Evidence.Of([], [], [], Facts.Now));

        Assert.Contains("Nothing is backed up by this console yet", page);
        Assert.Contains("/backups/policies/new", page);
        Assert.DoesNotContain("/backups/policies/new", await RenderAsync(() => Evidence.Of([], [], [], Facts.Now), mayAll: false));
    }

    [Fact]
    public async Task An_unproven_system_is_never_called_safe_and_leads_to_a_test()
    {
        var point = Facts.Point(TimeSpan.FromHours(1));

        var page = await RenderAsync(() => Evidence.Of([Facts.WithPoints(Facts.Policy(), point)], [], [], Facts.Now));

        Assert.Contains("0 of 1 systems are proven", page);
        Assert.Contains("nobody knows: nothing is proven", page);
        Assert.Contains("1 h if the newest backup can be restored, which nothing shows yet", page);
        Assert.Contains($"/backups/all/{point.Id}#verify", page);
        Assert.Contains("1 backup is unproven", page);
    }

    [Fact]
    public async Task A_broken_objective_is_told_in_words_beside_its_target()
    {
        var page = await RenderAsync(() => Evidence.Of([Facts.WithPoints(Facts.Policy(), Facts.Point(TimeSpan.FromHours(30), isProven: true)) with { RpoMinutes = 1440 }], [], [], Facts.Now));

        Assert.Contains("30 h would be lost now", page);
        Assert.Contains("Promised: at most 24 h &#x2013; broken.", page);
        Assert.Contains("Objective broken", page);
    }

    [Fact]
    public async Task It_says_until_when_an_objective_holds_and_whether_the_next_run_comes_in_time()
    {
        var early = await RenderAsync(() => Evidence.Of([Facts.Proven() with { RpoMinutes = 660 }], [], [], Facts.Now));
        var well = await RenderAsync(() => Evidence.Of([Facts.Proven() with { RpoMinutes = 1560 }], [], [], Facts.Now));

        Assert.Contains("will be broken at 13:00 UTC unless a backup is proven by then", early);
        Assert.Contains("The objective holds until", well);
    }

    [Fact]
    public async Task A_failed_run_leads_to_its_cause_and_an_alarm_is_shown_with_its_cure()
    {
        var run = Facts.Run(RunState.Failed, TimeSpan.FromHours(1));
        var policy = Facts.Proven() with { Runs = [run] };
        var alarm = new OpenAlarm(AlarmKind.BackupFailed, policy.PolicyId.ToString(), "The password was refused. Enter it again.", Facts.Now);

        var page = await RenderAsync(() => Evidence.Of([policy], [], [alarm], Facts.Now));

        Assert.Contains($"/backups/runs/{run.Id}", page);
        Assert.Contains("See why it failed", page);
        Assert.Contains("The password was refused. Enter it again.", page);
    }

    [Fact]
    public async Task A_promise_that_no_policy_keeps_makes_the_page_red_though_all_policies_are_proven()
    {
        var promise = new PlannedObjective(Guid.CreateVersion7(), "Shop", "Ledger", 60, 15, false, false);

        var page = await RenderAsync(() => Evidence.Of([Facts.Proven()], [promise], [], Facts.Now));

        Assert.Contains("is-bad", page);
        Assert.Contains("backed up by no policy: Ledger", page);
        Assert.DoesNotContain("All 1 systems", page);
    }

    [Fact]
    public async Task A_source_without_a_backup_is_backed_up_from_here_after_saying_what_will_run_and_a_reader_is_led_to_the_policy()
    {
        var policy = Facts.Policy() with { Name = "Orders nightly", StoreCount = 2 };

        var page = await CorePages.RenderAsync<BackupsPage>(services => Reads(services, () => Evidence.Of([policy], [], [], Facts.Now)));
        var reader = await CorePages.RenderAsync<BackupsPage>(services => Reads(services, () => Evidence.Of([policy], [], [], Facts.Now)), mayAll: false);

        Assert.Contains("Back up “Orders nightly” now?", page);
        Assert.Contains("“Orders nightly” (PostgreSQL databases) is backed up now, to 2 stores. How long it takes is not known yet.", page);
        Assert.Contains("Start the run", page);
        Assert.DoesNotContain("Start the run", reader);
        Assert.Contains($"/backups/policies/{policy.PolicyId}", reader);
    }

    private static void Reads(IServiceCollection services, Func<Evidence> read) => services.AddSingleton<IEvidenceQueries>(new FakeEvidence(read)).AddSingleton<EvidenceShelf>();

    private static Task<string> RenderAsync(Func<Evidence> read, bool mayAll = true) => Rendered.HtmlAsync<BackupsPage>(
        register: services => Reads(services.AddCorePages(mayAll), read), mayAll: mayAll);
}
