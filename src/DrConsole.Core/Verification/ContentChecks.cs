using System.Globalization;
using DrConsole.Backups.Policies;
using DrConsole.Platform;
using Npgsql;

namespace DrConsole.Verification;

/// <summary>The administrator's own checks of a restored copy: one query each, read-only, at most a minute, in the scratch server.</summary>
internal static class ContentChecks
{
    private const int Seconds = 60;

    /// <summary>Runs a check in a restored PostgreSQL database.</summary>
    /// <returns>Why it does not hold; null when it does.</returns>
    public static async Task<string?> InPostgresAsync(ContentCheck check, string connectionString, CancellationToken ct)
    {
        try
        {
            await using var connection = new NpgsqlConnection(connectionString);
            await connection.OpenAsync(ct);
            await using var transaction = await connection.BeginTransactionAsync(ct);
            await using (var guard = new NpgsqlCommand($"SET TRANSACTION READ ONLY; SET LOCAL statement_timeout = '{Seconds}s'", connection, transaction))
            {
                await guard.ExecuteNonQueryAsync(ct);
            }

            await using var command = new NpgsqlCommand(check.Sql, connection, transaction) { CommandTimeout = Seconds + 5 };
            await using var reader = await command.ExecuteReaderAsync(ct);
            return Judge(check, await reader.ReadAsync(ct), reader.FieldCount > 0 && reader.HasRows && !await reader.IsDBNullAsync(0, ct) ? Text(reader.GetValue(0)) : null);
        }
        catch (NpgsqlException failure)
        {
            return $"The check “{check.Name}” could not be carried out: {(failure as PostgresException)?.MessageText ?? failure.Message}";
        }
    }

    /// <summary>Runs a check by a program that gives the first value of the first row.</summary>
    /// <returns>Why it does not hold; null when it does.</returns>
    public static async Task<string?> ByAskingAsync(ContentCheck check, Func<ContentCheck, Task<string?>> askAsync)
    {
        try
        {
            var answer = await askAsync(check);
            return Judge(check, answer is not null, answer);
        }
        catch (RefusedException failure)
        {
            return $"The check “{check.Name}” could not be carried out: {failure.Message}";
        }
    }

    private static string? Judge(ContentCheck check, bool hasRow, string? found) => (hasRow, check.Expected) switch
    {
        (false, _) => $"The check “{check.Name}” found no row{(check.Expected is null ? "" : $", and {check.Expected} was expected")}.",
        (true, null) => null,
        _ => found == check.Expected ? null : $"The check “{check.Name}” found {found ?? "nothing"}, and {check.Expected} was expected.",
    };

    private static string? Text(object value) => value switch
    {
        bool flag => flag ? "t" : "f", // as psql shows it
        IFormattable formattable => formattable.ToString(null, CultureInfo.InvariantCulture),
        _ => value.ToString(),
    };
}
