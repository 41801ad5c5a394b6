using DrConsole.Backups;
using DrConsole.Tests.Backups.Policies;
using DrConsole.Tests.Backups.Retention;
using DrConsole.Tests.Support;
using Microsoft.EntityFrameworkCore;

namespace DrConsole.Tests.Backups.Killed;

/// <summary>The real web server is killed with SIGKILL while it removes old backups, and another one goes on.</summary>
public sealed class KilledRetentionTests(PostgresServer postgres)
{
    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("backup.before-retention", Explicit = true)]
    [InlineData("retention.after-note", Explicit = true)]
    [InlineData("retention.after-delete")]
    public async Task However_often_a_node_is_killed_while_it_removes_the_old_backup_goes_once_with_its_receipts_and_the_newest_stays(string point)
    {
        await using var shelf = await ShelfConsole.CreateAsync(postgres);
        var (old, newest) = (await shelf.TakeAsync(daysAgo: 2), await shelf.TakeAsync(daysAgo: 1));
        await using (var marking = WebNode.Start(shelf.Console.Database.AppConnectionString, shelf.DataFolder, "marking"))
        {
            await marking.EventuallyAsync("the old backup is marked", async () => (await shelf.CopyAsync(old, shelf.Far)).TombstonedAt is not null && (await shelf.CopyAsync(old, shelf.Near)).TombstonedAt is not null);
        }

        await shelf.EndGraceAsync();

        await WebNode.DieAsync(shelf.Console.Database.AppConnectionString, shelf.DataFolder, point);
        await WebNode.DieAsync(shelf.Console.Database.AppConnectionString, shelf.DataFolder, point);

        Assert.Equal([CopyState.Present, CopyState.Present], [(await shelf.CopyAsync(old, shelf.Near)).State, (await shelf.CopyAsync(old, shelf.Far)).State]);
        Assert.Equal(point == "retention.after-delete" ? 1 : 2, Folders(shelf, old));
        Assert.Equal(2, Folders(shelf, newest));
        await using var next = WebNode.Start(shelf.Console.Database.AppConnectionString, shelf.DataFolder, "next");
        await next.EventuallyAsync("the old backup is gone", async () => await shelf.Console.ReadAsync(db => db.Backups.AnyAsync(backup => backup.Id == old && backup.RemovedAt != null, Ct)));

        Assert.Equal((0, 2), (Folders(shelf, old), Folders(shelf, newest)));
        var receipts = await shelf.Console.ReadAsync(db => db.DeletionReceipts.AsNoTracking().ToListAsync(Ct));
        Assert.Equal(new[] { shelf.Near, shelf.Far }.Order(), receipts.Select(receipt => receipt.StoreId).Order());
        Assert.All(receipts, receipt => Assert.Equal((old, newest), (receipt.BackupId, Assert.Single(receipt.Survivors))));
        Assert.Equal(["backup.copy.deleted", "backup.copy.deleted"], await PolicySamples.ActionsAsync(shelf.Console, "backup.copy."));
        await Leftovers.ChainIsWholeAsync(shelf.Console);
    }

    private static int Folders(ShelfConsole shelf, Guid backup) => ((string[])["near", "far"]).Count(store => shelf.FolderOf(backup, store).Length > 0);
}
