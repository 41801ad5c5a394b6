using DrConsole.Access;
using DrConsole.Database;
using Microsoft.EntityFrameworkCore;
using Npgsql;

namespace DrConsole.Platform;

/// <summary>
/// Hands work to one node at a time. Only the database's clock counts (<c>clock_timestamp()</c>): a node whose own clock is wrong neither
/// loses a lease nor takes somebody else's.
/// </summary>
public sealed class Leases(AuditedChanges changes, IDbContextFactory<DrDbContext> contexts, ConsoleOptions console, LeaseOptions options, TimeProvider clock)
{
    /// <summary>Takes the next row that may be taken; null when there is none.</summary>
    /// <param name="begin">Runs in the same transaction: sets the row's state and records the audit entry. Gets the row's lease.</param>
    public async Task<Lease?> TakeAsync(Actor actor, LeaseTable table, Func<Change, Lease, Task> begin, CancellationToken ct)
    {
        if (!await AnyAsync(table, ct))
        {
            return null;
        }

        try
        {
            return await changes.ApplyAsync(actor, Guid.CreateVersion7(clock.GetUtcNow()), Right.RunBackup, async change =>
            {
                var lease = await TakeAsync(change.Db, table, ct) ?? throw new NothingToDoException();
                await begin(change, lease);
                return lease;
            }, ct);
        }
        catch (NothingToDoException)
        {
            return null;
        }
        catch (DbUpdateException failure) when (failure.InnerException is PostgresException { SqlState: PostgresErrorCodes.UniqueViolation })
        {
            return null; // a rule of the table: the same thing is being done elsewhere
        }
    }

    /// <summary>Makes the lease last again from now. False when it is not ours any more.</summary>
    public async Task<bool> RenewAsync(Lease lease, CancellationToken ct)
    {
        await using var db = await contexts.CreateDbContextAsync(ct);
        return await db.Database.ExecuteSqlRawAsync(lease.Table.RenewSql, [lease.Id, lease.Fence, lease.Owner, options.Length], ct) == 1;
    }

    /// <summary>Locks the row until the transaction ends and makes sure that the lease still holds.</summary>
    /// <exception cref="LeaseLostException">Somebody took it over.</exception>
    public static async Task EnsureHeldAsync(DrDbContext db, Lease lease, CancellationToken ct)
    {
        var held = await db.Database.SqlQueryRaw<Guid>(lease.Table.HoldSql, lease.Id, lease.Fence, lease.Owner).ToListAsync(ct);
        if (held.Count == 0)
        {
            throw new LeaseLostException(lease);
        }
    }

    /// <summary>Ends the lease: nobody holds the row any more. For the transaction that also writes the row's end.</summary>
    /// <exception cref="LeaseLostException">Somebody took it over.</exception>
    public static async Task EndAsync(DrDbContext db, Lease lease, CancellationToken ct)
    {
        var ended = await db.Database.ExecuteSqlRawAsync(lease.Table.EndSql, [lease.Id, lease.Fence, lease.Owner], ct);
        if (ended == 0)
        {
            throw new LeaseLostException(lease);
        }
    }

    /// <summary>Renews the lease until the keeper is disposed; cancels the work when it is lost.</summary>
    public LeaseKeeper Keep(Lease lease, CancellationToken ct) => new(RenewAsync, lease, options, clock, ct);

    private async Task<bool> AnyAsync(LeaseTable table, CancellationToken ct)
    {
        await using var db = await contexts.CreateDbContextAsync(ct);
        return (await db.Database.SqlQueryRaw<bool>(table.AnySql).ToListAsync(ct))[0];
    }

    private async Task<Lease?> TakeAsync(DrDbContext db, LeaseTable table, CancellationToken ct)
    {
        var taken = await db.Database.SqlQueryRaw<Taken>(table.TakeSql, console.NodeId, options.Length).ToListAsync(ct);
        return taken is [var row] ? new(table, row.Id, row.Fence, console.NodeId) : null;
    }

    private sealed record Taken(Guid Id, long Fence);
}
