using DrConsole.Backups.Format;
using DrConsole.Backups.Wal.Recovery;
using DrConsole.Platform;
using DrConsole.Stores;
using DrConsole.Verification.Scratch;
using Npgsql;

namespace DrConsole.Verification;

/// <summary>
/// The levels that restore, for a base backup: a cluster is recovered in the sandbox from it and all log that follows, every file compared with the manifest that the
/// server wrote, every table and index read, then the administrator's checks are run.
/// </summary>
internal sealed class ClusterExamination(TimeProvider clock)
{
    private const string TablesSql =
        """
        SELECT count(*), coalesce(sum((xpath('/row/n/text()', query_to_xml(format('SELECT count(*) AS n FROM ONLY %I.%I', n.nspname, c.relname), false, true, '')))[1]::text::bigint), 0)::bigint
        FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
        WHERE c.relkind = 'r' AND n.nspname NOT IN ('pg_catalog', 'information_schema')
        """;

    // What the base backup or its log are not; everything else that is refused before the restore begins is this machine's lack.
    private static readonly string[] BackupFaults = ["instant_not_recoverable", "nothing_recoverable", "latest_behind_gap", "base_missing"];

    public async Task RunAsync(VerificationRequest request, Manifest manifest, Examination examination, ScratchPlace place, Sandbox sandbox, CancellationToken ct)
    {
        var folder = Path.Combine(place.Folder("cluster"), "data");
        await sandbox.GiveAsync(place.Inside, ct);
        CrashPoint.Reach("verify.mid-restore");
        var restore = new ClusterRestoreRequest
        {
            Store = request.Store, Source = manifest.Source, Bases = [new(request.Folder, manifest)], Trusted = request.Trusted, Folder = folder, StopsAtGap = true, KeepRunning = true,
            IdentitiesAsync = request.LogIdentitiesAsync ?? ((_, _) => Task.FromResult(request.Identities!)), Serves = request.RunId, Progress = request.Progress,
            ShutIn = new(sandbox.Around, sandbox.GiveAsync, Path.Combine(place.Inside, "s")),
        };
        var result = await RestoreAsync(restore, manifest, examination, ct);
        await using var server = result.Server!;
        examination.Add(result.Steps);
        examination.Remarks.AddRange(result.Remarks);
        await examination.StepAsync("read every table and index", () => ReadAllAsync(server, sandbox, request.RunId, examination, ct));
        await examination.StepAsync("count tables and rows", () => CountAsync(server, examination, ct));
        examination.Pass(VerificationLevel.Restored);
        if (request.Level >= VerificationLevel.Content)
        {
            await CheckContentAsync(request, server, examination, ct);
        }
    }

    private async Task<ClusterRestoreResult> RestoreAsync(ClusterRestoreRequest restore, Manifest manifest, Examination examination, CancellationToken ct)
    {
        var isTouched = false;
        try
        {
            return await ClusterRestore.RunAsync(restore with { BeforeChangeAsync = (_, _) => { isTouched = true; return Task.CompletedTask; } }, clock, ct);
        }
        catch (RefusedException refusal) when (refusal.Code == "target_no_space" && restore.Until is null)
        {
            examination.Remarks.Add($"There is no room here for all log that follows, so the base backup was recovered to its own end alone. {refusal.Message}");
            return await RestoreAsync(restore with { Until = manifest.ConsistentAt }, manifest, examination, ct);
        }
        catch (RefusedException refusal)
        {
            throw (isTouched || BackupFaults.Contains(refusal.Code, StringComparer.Ordinal)) && !RestoreExamination.IsOfMachine(refusal)
                ? new ExaminationFailedException($"The cluster could not be recovered: {refusal.Message}")
                : new NotVerifiableException($"The cluster cannot be recovered on this machine: {refusal.Message}");
        }
        catch (StoreException failure) when (failure.Fault is StoreFault.Damaged or StoreFault.ObjectMissing)
        {
            // The base backup itself was read back before: what is wrong is a piece of log, and making the copy anew would not mend it.
            throw new ExaminationFailedException($"Log that the recovery needs is damaged: {failure.Message}");
        }
    }

    private static async Task<string> CountAsync(RecoveryServer server, Examination examination, CancellationToken ct)
    {
        var (databases, tables, rows) = (0, 0L, 0L);
        try
        {
            foreach (var name in await NamesAsync(server, examination, ct))
            {
                await using var connection = new NpgsqlConnection(server.ConnectionString(name));
                await connection.OpenAsync(ct);
                await using var command = new NpgsqlCommand(TablesSql, connection);
                await using var row = await command.ExecuteReaderAsync(ct);
                _ = await row.ReadAsync(ct);
                (databases, tables, rows) = (databases + 1, tables + row.GetInt64(0), rows + row.GetInt64(1));
            }
        }
        catch (NpgsqlException failure)
        {
            throw new ExaminationFailedException($"The tables of the recovered cluster cannot be read: {failure.Message}");
        }

        return $"{Counted.Say(tables, "table")} with {Counted.Say(rows, "row")} in {Counted.Say(databases, "database")}";
    }

    private static async Task<IReadOnlyList<string>> NamesAsync(RecoveryServer server, Examination examination, CancellationToken ct)
    {
        await using var connection = new NpgsqlConnection(server.ConnectionString("template1"));
        await connection.OpenAsync(ct);
        examination.Use($"PostgreSQL {connection.PostgreSqlVersion}");
        await using var command = new NpgsqlCommand("SELECT datname FROM pg_database WHERE datallowconn AND NOT datistemplate ORDER BY datname", connection);
        await using var rows = await command.ExecuteReaderAsync(ct);
        var names = new List<string>();
        while (await rows.ReadAsync(ct))
        {
            names.Add(rows.GetString(0));
        }

        return names;
    }

    // pg_amcheck ends with 2 when it found corruption, and writes what it found to its output.
    private static async Task<string> ReadAllAsync(RecoveryServer server, Sandbox sandbox, Guid serves, Examination examination, CancellationToken ct)
    {
        if (!File.Exists(server.Program("pg_amcheck")))
        {
            examination.Remarks.Add("This version of PostgreSQL has no pg_amcheck: rows were counted, indexes were not read.");
            return "not with this version";
        }

        await using var child = ChildProcess.Start(sandbox.Around(new(
            server.Program("pg_amcheck"), ["--all", "--install-missing", "--no-password", "--host", server.SocketFolder, "--port", "5432", "--username", server.Superuser]) { Serves = serves }));
        using var reader = new StreamReader(child.Output);
        var found = await reader.ReadToEndAsync(ct);
        var exit = await child.WaitAsync(ct);
        if (exit.Code == 2)
        {
            throw new ExaminationFailedException($"pg_amcheck found corruption in the recovered cluster: {SafeText.Clean(found[..Math.Min(found.Length, 1000)])} Look at the server that was backed up: the same is most likely wrong there.");
        }

        if (exit.IsClean)
        {
            return "pg_amcheck found nothing wrong";
        }

        examination.Remarks.Add($"pg_amcheck could not be run, so indexes were not read: {exit.Said}");
        return "pg_amcheck could not be run";
    }

    // A base backup has no fingerprints of tables. Its files were compared with the server's own checksums; of the content the administrator's checks tell.
    private static async Task CheckContentAsync(VerificationRequest request, RecoveryServer server, Examination examination, CancellationToken ct)
    {
        if (request.Checks.Count == 0)
        {
            throw new NotVerifiableException("The cluster was recovered and every table read, but a base backup records no fingerprints of its tables and the policy has no check of its own, so the content was compared with nothing. Give the policy a check.");
        }

        foreach (var check in request.Checks)
        {
            await examination.StepAsync(
                $"check: {check.Name}",
                async () => await ContentChecks.InPostgresAsync(check, server.ConnectionString(check.Database ?? "postgres"), ct) is { } fault
                    ? throw new ExaminationFailedException($"{fault} The recovered content is not what the check of the policy wants.")
                    : "holds");
        }

        examination.Pass(VerificationLevel.Content);
    }
}
