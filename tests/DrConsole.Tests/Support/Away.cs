using DrConsole.Incidents.Journal;
using DrConsole.Platform;
using DrConsole.Tests.Dashboard;

namespace DrConsole.Tests.Support;

/// <summary>What a node that has kept nothing shows while the database is away.</summary>
internal static class Away
{
    public static IncidentSnapshots Snapshots { get; } = new(
        new FakeIncidentQueries(), new SecretBox(new MasterKey("/nowhere/key")), new ConsoleOptions { DataFolder = "/nowhere", MasterKeyFile = "/nowhere/key", NodeId = "test" }, TimeProvider.System);
}
