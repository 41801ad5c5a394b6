using DrConsole.Incidents.Journal;
using DrConsole.Plans;
using DrConsole.Platform;
using DrConsole.Tests.Dashboard;

namespace DrConsole.Tests.Support;

/// <summary>What a node that has kept nothing shows while the database is away.</summary>
internal static class Away
{
    private static readonly ConsoleOptions Console = new() { DataFolder = "/nowhere", MasterKeyFile = "/nowhere/key", NodeId = "test" };
    private static readonly SecretBox Box = new(new MasterKey(Console.MasterKeyFile));

    public static IncidentSnapshots Incidents { get; } = new(new FakeIncidentQueries(), Box, Console, TimeProvider.System);

    public static PlanSnapshots Plans { get; } = new(new FakePlanQueries(), Incidents, Box, Console, TimeProvider.System);
}
