namespace DrConsole.Platform;

/// <summary>
/// A table whose rows are work that one node at a time may do. It has the columns <c>id</c>, <c>lease_owner</c>, <c>lease_until</c> and <c>fence</c>.
/// </summary>
/// <param name="Name">The table, as SQL reads it. All three are constants of the code and never come from outside.</param>
/// <param name="Takeable">SQL condition of a row of <c>work</c> that may be taken now, e.g. <c>work.state = 'Waiting' OR work.state = 'Running' AND work.lease_until &lt; clock_timestamp()</c>.</param>
/// <param name="Order">SQL order in which rows are taken, e.g. <c>work.requested_at</c>.</param>
public sealed record LeaseTable(string Name, string Takeable, string Order)
{
    private const string Ours = "id = {0} AND fence = {1} AND lease_owner = {2}";

    internal string AnySql => $"""SELECT EXISTS (SELECT 1 FROM {Name} work WHERE {Takeable}) AS "Value" """;

    internal string TakeSql =>
        $$"""
        UPDATE {{Name}} SET lease_owner = {0}, lease_until = clock_timestamp() + {1}, fence = fence + 1
        WHERE id = (SELECT work.id FROM {{Name}} work WHERE {{Takeable}} ORDER BY {{Order}} LIMIT 1 FOR UPDATE SKIP LOCKED)
        RETURNING id AS "Id", fence AS "Fence"
        """;

    internal string RenewSql => $"UPDATE {Name} SET lease_until = clock_timestamp() + {{3}} WHERE {Ours}";

    internal string HoldSql => $"""SELECT id AS "Value" FROM {Name} WHERE {Ours} FOR UPDATE""";

    internal string EndSql => $"UPDATE {Name} SET lease_owner = NULL, lease_until = NULL WHERE {Ours}";
}

/// <summary>The right to do one piece of work, until it ends or somebody takes it over with a higher fence.</summary>
/// <param name="Fence">Grows with each taker: who holds an older one must not commit.</param>
public sealed record Lease(LeaseTable Table, Guid Id, long Fence, string Owner);

/// <summary>Somebody else holds the lease now: what was done under the old one must not be committed.</summary>
public sealed class LeaseLostException(Lease lease)
    : Exception($"{lease.Owner} no longer holds the lease of {lease.Table.Name} {lease.Id}: another node took it over. Nothing more is written under it.");
