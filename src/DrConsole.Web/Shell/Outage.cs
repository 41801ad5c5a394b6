using DrConsole.Database;

namespace DrConsole.Web.Shell;

/// <summary>Tells a database that is away for a while from a defect.</summary>
public static class Outage
{
    /// <summary>True when trying the same again later may work.</summary>
    public static bool Is(Exception failure) => DatabaseAway.Is(failure);
}
