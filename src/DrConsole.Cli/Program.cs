using System.CommandLine;
using System.Text;
using DrConsole.Cli.Access;
using DrConsole.Cli.Audit;
using DrConsole.Cli.Backups;
using DrConsole.Cli.Database;
using DrConsole.Cli.Plans;
using DrConsole.Platform;
using Npgsql;

const int Refused = 2;
const int OutOfReach = 3;

Console.OutputEncoding = new UTF8Encoding(encoderShouldEmitUTF8Identifier: false);
var root = new RootCommand("DR Console on the command line. Exit codes: 0 done, 1 found broken, 2 refused, 3 database out of reach.")
{
    PrepareCommand.Create(), PlanCommandGroup.Create(), TokenCommandGroup.Create(), UserCommandGroup.Create(), AuditCommandGroup.Create(), BackupCommandGroup.Create(),
};

try
{
    return await root.Parse(args).InvokeAsync(new() { EnableDefaultExceptionHandler = false, ProcessTerminationTimeout = TimeSpan.FromMinutes(2) });
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
