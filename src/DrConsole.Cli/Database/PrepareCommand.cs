using System.CommandLine;
using System.Text.Json;
using DrConsole.Cli.Access;
using DrConsole.Database;

namespace DrConsole.Cli.Database;

/// <summary><c>prepare</c>: makes the database ready for this version, and on the first start the first administrator and the demonstration.</summary>
internal static class PrepareCommand
{
    public static Command Create()
    {
        var data = new Option<DirectoryInfo>("--data") { Description = "Directory for the files with first passwords (0600)", Required = true };
        var noDemo = new Option<bool>("--no-demo") { Description = "Leave out the demonstration plan and accounts" };
        var json = new Option<bool>("--json") { Description = "Say what was made as one JSON object" };
        var command = new Command("prepare", "Upgrade the database; make the first administrator and the demonstration when there are none") { data, noDemo, json };
        command.SetAction((parsed, ct) => RunAsync(parsed.GetRequiredValue(data), !parsed.GetValue(noDemo), parsed.GetValue(json), ct));
        return command;
    }

    private static async Task<int> RunAsync(DirectoryInfo data, bool withDemo, bool json, CancellationToken ct)
    {
        data.Create();
        await SchemaUpgrade.ApplyAsync(Connection.Owner(), Connection.Application(), ct);
        await using var core = new CoreServices();
        var accounts = new FirstAccounts(core, data);
        var administratorMade = await accounts.EnsureAdministratorAsync(ct);
        var demoMade = withDemo && await accounts.EnsureDemonstrationAsync(ct);
        var planMade = withDemo && await DemonstrationLoader.EnsurePlanAsync(core, ct);
        var backups = new FirstBackups(core, data);
        await backups.EnsureOwnAsync(ct);
        var policyMade = withDemo && await backups.EnsureDemonstrationAsync(ct);
        Console.WriteLine(json
            ? JsonSerializer.Serialize(new { administratorMade, demoMade, planMade, policyMade })
            : $"Database ready.{(administratorMade ? " First administrator made." : "")}{(demoMade || planMade || policyMade ? " Demonstration loaded." : "")}");
        return 0;
    }
}
