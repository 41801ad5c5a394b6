using DrConsole.Backups;
using DrConsole.Backups.Catalogue;
using DrConsole.Backups.Keys;
using DrConsole.Backups.Retention;
using DrConsole.Platform;
using DrConsole.Stores;
using DrConsole.Tests.Support;
using DrConsole.Verification;
using DrConsole.Web.Backups;
using DrConsole.Web.Backups.Catalogue;
using DrConsole.Web.Backups.Retention;
using DrConsole.Web.Backups.Timeline;
using Microsoft.Extensions.DependencyInjection;

namespace DrConsole.Tests.Backups.Pages;

public sealed class BackupPagesTests
{
    private static readonly DateTimeOffset At = new(2026, 3, 10, 2, 0, 0, TimeSpan.Zero);

    private static readonly CopyRow There = new(Guid.CreateVersion7(), "near", "Hamburg", CopyState.Present, At, VerificationLevel.ReadBack, At, null, null, null, null) { StoreUrl = "s3://bucket/it's?endpoint=https%3A%2F%2Fs3.example.com&region=eu-1&path-style=true" };

    private static readonly BackupRow Row = new(
        Guid.CreateVersion7(), "orders", "postgres", "Orders", null, null, At, At.AddMinutes(5), 4_200_000_000, 1_300_000_000, VerificationLevel.ReadBack, null, null, false,
        [There, There with { StoreId = Guid.CreateVersion7(), StoreName = "far", State = CopyState.Damaged, Fault = "A slice has another hash." }]);

    [Fact]
    public async Task A_failing_read_of_backups_never_looks_as_if_there_were_none()
    {
        var list = await ListAsync(static () => throw new TimeoutException());
        var timeline = await Rendered.HtmlAsync<TimelinePage>(register: services => Register(services, static () => throw new TimeoutException()));

        Assert.Contains("Try again", list);
        Assert.DoesNotContain("There is no backup yet", list);
        Assert.Contains("Try again", timeline);
        Assert.DoesNotContain("can be restored.</strong>", timeline);
    }

    [Fact]
    public async Task Each_copy_is_shown_by_words_and_a_backup_that_was_only_read_back_is_not_called_proven()
    {
        var page = await ListAsync(() => [Row]);

        Assert.Contains("near: there", page);
        Assert.Contains("far: damaged", page);
        Assert.Contains("Not proven: V1 read back", page);
    }

    [Fact]
    public async Task A_manifest_that_cannot_be_read_is_said_and_the_page_still_opens()
    {
        var page = await BackupAsync();

        Assert.Contains("The stored manifest cannot be read by this console.", page);
        Assert.Contains("A slice has another hash.", page);
    }

    [Fact]
    public void Commands_for_restoring_by_hand_are_exact_and_quoted_for_any_shell()
    {
        var commands = HandCommands.Of(There, "drc/v1/b/orders/x", null, "abc123");

        Assert.Contains("aws s3 cp --recursive --endpoint-url 'https://s3.example.com' --region 'eu-1' 's3://bucket/it'\\''s/drc/v1/b/orders/x/' .", commands[0].Text, StringComparison.Ordinal);
        Assert.Contains("aws s3 cp --endpoint-url 'https://s3.example.com' --region 'eu-1' 's3://bucket/it'\\''s/drc/v1/keys/abc123.pem' .", commands[0].Text, StringComparison.Ordinal);
        Assert.Equal("sh restore.sh verify --fingerprint abc123 --identity KEYFILE", commands[1].Text);
        Assert.Equal("sh restore.sh extract --fingerprint abc123 --identity KEYFILE --to restored", commands[2].Text);
    }

    [Fact]
    public void From_a_directory_it_is_copied()
    {
        var commands = HandCommands.Of(There with { StoreUrl = "file:///srv/back%20ups" }, "drc/v1/b/orders/x", null, null);

        Assert.Contains("cp -R '/srv/back ups/drc/v1/b/orders/x/.' .", commands[0].Text, StringComparison.Ordinal);
        Assert.Contains("--public-key CONSOLE-KEY.pem", commands[1].Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Retention_says_first_why_nothing_is_removed()
    {
        var plan = new RetentionPlan { Copies = [new(Row.Id, There.StoreId, At, RetentionAct.Wait) { Why = "No rule keeps it. It stays for now: runs fail." }], Stops = ["The runs fail since Monday. Mend them first."] };

        var page = await Rendered.HtmlAsync<RetentionView>(new Dictionary<string, object?>
        {
            ["Preview"] = new RetentionPreview(Guid.CreateVersion7(), "orders database", At, [], plan, new Dictionary<Guid, string> { [There.StoreId] = "near" }),
        });

        Assert.Contains("The runs fail since Monday. Mend them first.", page);
        Assert.Contains("Stays for now", page);
        Assert.Contains("In near", page);
    }

    private static Task<string> ListAsync(Func<IReadOnlyList<BackupRow>> rows) => Rendered.HtmlAsync<CataloguePage>(register: services => Register(services, rows));

    private static async Task<string> BackupAsync()
    {
        var parts = new[]
        {
            await Rendered.HtmlAsync<ManifestFacts>(new Dictionary<string, object?> { ["Backup"] = Detail }),
            await Rendered.HtmlAsync<CopyList>(new Dictionary<string, object?> { ["Backup"] = Detail }),
        };
        return string.Concat(parts);
    }

    private static BackupDetail Detail => new(Row, "drc/v1/b/orders/x", new string('a', 64), null, [], [], [], [], []);

    private static void Register(IServiceCollection services, Func<IReadOnlyList<BackupRow>> rows) =>
        services.AddSingleton<LiveFeed>().AddSingleton<IBackupQueries>(new FakeBackups(rows));
}
