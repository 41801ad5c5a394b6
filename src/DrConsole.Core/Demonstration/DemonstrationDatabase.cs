using Npgsql;

namespace DrConsole.Demonstration;

/// <summary>A real database of the invented company, so that a new console has something to back up and to prove.</summary>
public static class DemonstrationDatabase
{
    public const string Name = "drconsole_demo";

    private const string Resource = "demonstration-database.sql";

    /// <summary>Makes the database beside the console's, when it is not there yet.</summary>
    /// <param name="ownerConnection">A role that may create databases; without that right nothing is made.</param>
    /// <param name="readerRole">The role that backs it up: it may read everything.</param>
    /// <returns>True when the database is there.</returns>
    public static async Task<bool> EnsureAsync(string ownerConnection, string readerRole, CancellationToken ct)
    {
        await using (var server = new NpgsqlConnection(new NpgsqlConnectionStringBuilder(ownerConnection) { Pooling = false }.ConnectionString))
        {
            await server.OpenAsync(ct);
            if (await ScalarAsync(server, $"SELECT 1 FROM pg_database WHERE datname = '{Name}'", ct) is null)
            {
                if (await ScalarAsync(server, "SELECT 1 FROM pg_roles WHERE rolname = current_user AND (rolcreatedb OR rolsuper)", ct) is null)
                {
                    return false;
                }

                await ExecuteAsync(server, $"CREATE DATABASE {Name} TEMPLATE template0 ENCODING 'UTF8'", ct);
            }
        }

        await using var demo = new NpgsqlConnection(new NpgsqlConnectionStringBuilder(ownerConnection) { Database = Name, Pooling = false }.ConnectionString);
        await demo.OpenAsync(ct);
        await using var transaction = await demo.BeginTransactionAsync(ct); // whole or not at all: a start that was interrupted begins afresh
        if (await ScalarAsync(demo, "SELECT 1 FROM pg_tables WHERE schemaname = 'public'", ct) is null)
        {
            await ExecuteAsync(demo, Text(), ct);
        }

        var reader = '"' + readerRole.Replace("\"", "\"\"", StringComparison.Ordinal) + '"';
        await ExecuteAsync(demo, $"GRANT USAGE ON SCHEMA public TO {reader}; GRANT SELECT ON ALL TABLES IN SCHEMA public TO {reader}; GRANT SELECT ON ALL SEQUENCES IN SCHEMA public TO {reader}", ct);
        await transaction.CommitAsync(ct);
        return true;
    }

    private static string Text()
    {
        using var stream = typeof(DemonstrationDatabase).Assembly.GetManifestResourceStream(Resource) ?? throw new InvalidOperationException($"{Resource} is not part of this build.");
        using var reader = new StreamReader(stream);
        return reader.ReadToEnd();
    }

    private static async Task<object?> ScalarAsync(NpgsqlConnection connection, string sql, CancellationToken ct)
    {
        await using var command = new NpgsqlCommand(sql, connection);
        return await command.ExecuteScalarAsync(ct);
    }

    private static async Task ExecuteAsync(NpgsqlConnection connection, string sql, CancellationToken ct)
    {
        await using var command = new NpgsqlCommand(sql, connection);
        await command.ExecuteNonQueryAsync(ct);
    }
}
