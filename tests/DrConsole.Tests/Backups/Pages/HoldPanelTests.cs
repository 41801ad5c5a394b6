using DrConsole.Backups.Catalogue;
using DrConsole.Web.Backups.Catalogue;

namespace DrConsole.Tests.Backups.Pages;

public sealed class HoldPanelTests
{
    private static readonly DateTimeOffset At = new(2026, 3, 10, 2, 0, 0, TimeSpan.Zero);

    private static readonly BackupDetail Held = new(
        new(Guid.CreateVersion7(), "orders", "postgres", "Orders", null, null, At, At, 1, 1, null, null, null, true, []), "drc/v1/b/orders/x", new string('a', 64), null, [], [], [],
        [new(Guid.CreateVersion7(), null, null, "An audit.", "The admin", At, null, null), new(Guid.CreateVersion7(), null, Guid.CreateVersion7(), "Ledger lost.", "backup engine", At, null, null)], []);

    [Fact]
    public async Task A_hold_is_released_for_a_reason_that_a_person_gives_and_that_of_an_incident_not_at_all()
    {
        var panel = await CorePages.RenderAsync<HoldPanel>(static _ => { }, mayAll: true, ("Backup", Held));

        Assert.Contains("An audit.", panel);
        Assert.Contains("Held by an incident", panel);
        Assert.Single(panel.Split("Release the hold")[1..]);
        Assert.Single(panel.Split("Why it need not stay any longer")[1..]);
    }

    [Fact]
    public async Task Who_may_only_read_sees_the_reasons_and_no_button()
    {
        var panel = await CorePages.RenderAsync<HoldPanel>(static _ => { }, mayAll: false, ("Backup", Held));

        Assert.Contains("An audit.", panel);
        Assert.DoesNotContain("<button", panel);
    }
}
