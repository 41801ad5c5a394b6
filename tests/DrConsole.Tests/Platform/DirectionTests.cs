using DrConsole.Database;

namespace DrConsole.Tests.Platform;

/// <summary>One arrow: the web and the command line know the core, and the core knows neither of them nor ASP.NET Core.</summary>
public sealed class DirectionTests
{
    [Fact]
    public void The_core_works_without_a_web_server() =>
        Assert.DoesNotContain(
            typeof(DrDbContext).Assembly.GetReferencedAssemblies(),
            assembly => assembly.Name!.StartsWith("Microsoft.AspNetCore", StringComparison.Ordinal) || assembly.Name.StartsWith("DrConsole", StringComparison.Ordinal));
}
