using DrConsole.Backups;
using DrConsole.Backups.Catalogue;
using DrConsole.Tests.Support;
using Microsoft.EntityFrameworkCore;

namespace DrConsole.Tests.Backups.Runs;

public sealed class CatalogueRebuildTests(PostgresServer postgres)
{
    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task What_the_database_forgot_comes_back_from_the_stores_exactly_as_it_was()
    {
        await using var desk = await TakenAsync(stores: 2);
        var before = Assert.Single(await desk.BackupsAsync());
        await desk.Console.Database.ExecuteAsOwnerAsync("DELETE FROM backup_copy; UPDATE backup_run SET backup_id = NULL; DELETE FROM backup");

        var report = await desk.Console.Get<CatalogueRebuild>().RunAsync(desk.Console.Admin, storeId: null, Ct);

        Assert.Equal((1, 2, 0), (report.Added, report.Present, report.Missing));
        Assert.Empty(report.Remarks);
        var after = Assert.Single(await desk.BackupsAsync());
        Assert.Equal((before.Id, before.Manifest, before.ManifestSha256, before.Folder, before.PolicyId), (after.Id, after.Manifest, after.ManifestSha256, after.Folder, after.PolicyId));
        Assert.Equal((before.ConsistentAt, before.StartedAt, before.CompletedAt, before.StoredBytes), (after.ConsistentAt, after.StartedAt, after.CompletedAt, after.StoredBytes));
        Assert.Equal([CopyState.Present, CopyState.Present], after.Copies.Select(copy => copy.State));
        Assert.Equal(0, (await desk.Console.Get<CatalogueRebuild>().RunAsync(desk.Console.Admin, storeId: null, Ct)).Added);
    }

    [Fact]
    public async Task A_copy_that_the_store_no_longer_has_is_missing_afterwards()
    {
        await using var desk = await TakenAsync(stores: 2);
        Directory.Delete(Path.Combine(desk.StorePath(1), "drc", "v1", "b"), recursive: true);

        Assert.Equal(1, (await desk.Console.Get<CatalogueRebuild>().RunAsync(desk.Console.Admin, storeId: null, Ct)).Missing);

        Assert.Equal(CopyState.Missing, (await desk.BackupsAsync())[0].Copies.Single(copy => copy.StoreId == desk.Stores[1]).State);
    }

    [Fact]
    public async Task What_an_unknown_key_signed_is_reported_with_the_key_and_not_taken_over()
    {
        await using var desk = await TakenAsync(stores: 1);
        await desk.Console.Database.ExecuteAsOwnerAsync("DELETE FROM backup_copy; DELETE FROM backup; DELETE FROM console_setting WHERE key LIKE 'backups.%'");

        var report = await desk.Console.Get<CatalogueRebuild>().RunAsync(desk.Console.Admin, storeId: null, Ct);

        Assert.Equal(0, report.Added);
        Assert.Contains("does not believe", Assert.Single(report.Remarks), StringComparison.Ordinal);
        Assert.Empty(await desk.BackupsAsync());
    }

    private async Task<RunDesk> TakenAsync(int stores)
    {
        var desk = await RunDesk.CreateAsync(postgres, stores);
        await desk.StartAsync();
        await desk.WorkAsync();
        return desk;
    }
}
