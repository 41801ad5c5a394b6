using System.Security.Cryptography;
using System.Text;
using DrConsole.Access;
using DrConsole.Audit;
using DrConsole.Tests.Support;
using Microsoft.EntityFrameworkCore;
using Npgsql;

namespace DrConsole.Tests.Audit;

public sealed class AuditChainTests(PostgresServer postgres) : IAsyncLifetime
{
    // What an intruder with the owner's rights can do: the triggers do not fire for a replica.
    private const string AsIntruder = "SET session_replication_role = replica; ";
    private TestConsole _console = default!;

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        _console = await TestConsole.CreateAsync(postgres);
        var incident = await _console.DeclareAsync();
        foreach (var number in Enumerable.Range(1, 5))
        {
            await _console.Desk.AddNoteAsync(_console.Responder, TestConsole.NewId(), incident, $"Note {number}", null, null, Ct);
        }
    }

    public ValueTask DisposeAsync() => _console.DisposeAsync();

    [Fact]
    public async Task An_untouched_console_is_intact()
    {
        var verdict = await VerifyAsync();

        Assert.True(verdict.IsIntact);
        Assert.Equal((2, 1), (verdict.Chains, verdict.PlanVersions));
        Assert.True(verdict.Entries > 10);
    }

    [Theory]
    [InlineData("UPDATE audit_entry SET body = convert_to(replace(convert_from(body, 'UTF8'), 'Note 3', 'Note X'), 'UTF8') WHERE chain LIKE 'incident:%' AND sequence = 4", 4, "does not have|do not have")]
    [InlineData("UPDATE audit_entry SET actor_name = 'Somebody else' WHERE chain LIKE 'incident:%' AND sequence = 3", 3, "column differs")]
    [InlineData("UPDATE audit_entry SET occurred_at = occurred_at - interval '1 hour' WHERE chain LIKE 'incident:%' AND sequence = 3", 3, "column differs")]
    [InlineData("DELETE FROM audit_entry WHERE chain LIKE 'incident:%' AND sequence = 2", 3, "Entry 2 is missing")]
    [InlineData("DELETE FROM audit_entry WHERE chain LIKE 'incident:%' AND sequence = 6", 6, "head says 6")]
    [InlineData("UPDATE audit_chain SET last_sequence = 9 WHERE id LIKE 'incident:%'", 7, "head says 9")]
    [InlineData("UPDATE audit_entry SET body = convert_to(replace(convert_from(body, 'UTF8'), 'Note 3', 'Note X'), 'UTF8'), hash = sha256(convert_to(replace(convert_from(body, 'UTF8'), 'Note 3', 'Note X'), 'UTF8')) WHERE chain LIKE 'incident:%' AND sequence = 4", 5, "does not continue")]
    [InlineData("UPDATE plan_version SET document = convert_to('{}', 'UTF8')", 1, "was changed")]
    [InlineData("DELETE FROM audit_chain WHERE id LIKE 'incident:%'", 1, "no head")]
    public async Task A_row_changed_by_hand_is_named(string sql, long sequence, string what)
    {
        await _console.Database.ExecuteAsOwnerAsync(AsIntruder + sql);

        var verdict = await VerifyAsync();

        Assert.False(verdict.IsIntact);
        Assert.Contains(verdict.Faults, fault => fault.Sequence == sequence && what.Split('|').Any(words => fault.What.Contains(words, StringComparison.Ordinal)));
    }

    [Theory]
    [InlineData("UPDATE audit_entry SET actor_name = 'x'")]
    [InlineData("DELETE FROM audit_entry")]
    [InlineData("TRUNCATE audit_entry")]
    [InlineData("UPDATE plan_version SET note = 'x'")]
    [InlineData("DELETE FROM plan_version")]
    [InlineData("TRUNCATE audit_chain")]
    [InlineData("DELETE FROM audit_chain")]
    [InlineData("UPDATE audit_chain SET last_sequence = 0")]
    [InlineData("ALTER TABLE audit_entry DISABLE TRIGGER ALL")]
    [InlineData("SET session_replication_role = replica")]
    public async Task The_application_cannot_change_evidence(string sql)
    {
        await using var connection = new NpgsqlConnection(_console.Database.AppConnectionString);
        await connection.OpenAsync(Ct);
        await using var command = new NpgsqlCommand(sql, connection);

        var refusal = await Assert.ThrowsAsync<PostgresException>(() => command.ExecuteNonQueryAsync(Ct));

        Assert.Equal(PostgresErrorCodes.InsufficientPrivilege, refusal.SqlState);
    }

    [Theory]
    [InlineData("UPDATE audit_entry SET actor_name = 'x'")]
    [InlineData("DELETE FROM audit_entry")]
    [InlineData("TRUNCATE audit_entry")]
    [InlineData("DELETE FROM plan_version")]
    [InlineData("UPDATE audit_chain SET last_sequence = 0")]
    public async Task Even_the_owner_does_not_change_evidence_by_mistake(string sql)
    {
        var refusal = await Assert.ThrowsAsync<PostgresException>(() => _console.Database.ExecuteAsOwnerAsync(sql));

        Assert.Equal(PostgresErrorCodes.InsufficientPrivilege, refusal.SqlState);
    }

    [Fact]
    public async Task A_spoiled_entry_does_not_take_the_incident_away()
    {
        await _console.Database.ExecuteAsOwnerAsync(AsIntruder + "UPDATE audit_entry SET body = 'x' WHERE chain LIKE 'incident:%' AND sequence = 2");
        var incident = (await _console.Incidents.ListAsync(new(), Ct)).Rows.Single().Id;

        var board = await _console.Incidents.BoardAsync(incident, Ct);

        Assert.Contains(board!.Timeline, entry => entry.Sequence == 2 && entry.Text.Contains("cannot be read", StringComparison.Ordinal));
        Assert.Equal(6, board.Timeline.Count);
    }

    [Fact]
    public async Task Many_changes_at_once_leave_a_chain_without_gaps()
    {
        await Task.WhenAll(Enumerable.Range(0, 40).Select(number => _console.Changes.ApplyAsync(_console.Admin, TestConsole.NewId(), Right.EditPlan, change =>
        {
            change.Record(AuditChain.Console, "test.many", new { number });
            return Task.FromResult(true);
        }, Ct)));

        var verdict = await VerifyAsync();
        Assert.True(verdict.IsIntact, string.Join(" ", verdict.Faults));
        Assert.Equal(40, await _console.ReadAsync(db => db.AuditEntries.CountAsync(entry => entry.Action == "test.many", Ct)));
    }

    [Fact]
    public async Task Every_line_carries_the_hash_of_the_line_before_it()
    {
        var bodies = await _console.ReadAsync(db => db.AuditEntries.Where(entry => entry.Chain != AuditChain.Console).OrderBy(entry => entry.Sequence).Select(entry => entry.Body).ToListAsync(Ct));

        for (var index = 1; index < bodies.Count; index++)
        {
            Assert.Contains($"\"previous\":\"{Convert.ToHexStringLower(SHA256.HashData(bodies[index - 1]))}\"", Encoding.UTF8.GetString(bodies[index]), StringComparison.Ordinal);
        }
    }

    private Task<AuditVerdict> VerifyAsync() => _console.Get<AuditCheck>().VerifyAsync(Ct);
}
