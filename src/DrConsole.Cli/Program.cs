using System.CommandLine;
using DrConsole.Cli.Access;
using DrConsole.Cli.Audit;
using DrConsole.Cli.Database;
using DrConsole.Platform;
using Npgsql;

const int Refused = 2;
const int OutOfReach = 3;

var root = new RootCommand("DR Console on the command line. Exit codes: 0 done, 1 found broken, 2 refused, 3 database out of reach.")
{
    PrepareCommand.Create(), TokenCommandGroup.Create(), UserCommandGroup.Create(), AuditCommandGroup.Create(),
};

try
{
    return await root.Parse(args).InvokeAsync(new() { EnableDefaultExceptionHandler = false });
}
catch (Exception refusal) when (refusal is RefusedException or NotFoundException or NotPermittedException or StaleException)
{
    Console.Error.WriteLine(refusal.Message);
    return Refused;
}
catch (Exception failure) when ((failure as NpgsqlException ?? failure.InnerException as NpgsqlException) is { } database)
{
    Console.Error.WriteLine($"PostgreSQL: {database.Message}");
    return OutOfReach;
}
