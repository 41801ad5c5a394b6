using System.Net.Sockets;
using Microsoft.EntityFrameworkCore.Storage;
using Npgsql;

namespace DrConsole.Database;

/// <summary>Tells a database that is away for a while from a defect.</summary>
public static class DatabaseAway
{
    /// <summary>True when trying the same again later may work.</summary>
    public static bool Is(Exception failure) => failure switch
    {
        PostgresException refused => refused.IsTransient,
        NpgsqlException => true,
        TimeoutException or SocketException or RetryLimitExceededException => true,
        _ => failure.InnerException is { } inner && Is(inner),
    };
}
