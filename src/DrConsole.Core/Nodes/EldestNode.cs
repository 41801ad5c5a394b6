using DrConsole.Database;
using DrConsole.Platform;
using Microsoft.EntityFrameworkCore;

namespace DrConsole.Nodes;

/// <summary>
/// The one node for work whose answer depends on where it is done. It stays the same while it lives, so that two nodes that see different things do
/// not contradict each other every few minutes; when it is gone, the next one follows.
/// </summary>
public sealed class EldestNode(IDbContextFactory<DrDbContext> contexts, ConsoleOptions console)
{
    /// <summary>True when this process is it. Before any node has reported itself, every one is.</summary>
    public async Task<bool> IsThisAsync(CancellationToken ct)
    {
        await using var db = await contexts.CreateDbContextAsync(ct);
        var eldest = await db.Database.SqlQuery<string>(
            $"""SELECT id AS "Value" FROM console_node WHERE seen_at > clock_timestamp() - interval '1 minute' ORDER BY started_at, id LIMIT 1""").ToListAsync(ct);
        return eldest is not [var id] || id == console.NodeId;
    }
}
