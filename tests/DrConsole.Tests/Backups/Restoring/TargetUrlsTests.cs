using DrConsole.Backups.Restoring;
using DrConsole.Platform;

namespace DrConsole.Tests.Backups.Restoring;

public sealed class TargetUrlsTests
{
    [Fact]
    public void A_socket_takes_the_place_of_the_host()
    {
        var target = Assert.IsType<PostgresTarget>(TargetUrls.Parse("postgres://app@%2Fvar%2Frun%2Fpostgresql", "orders_check", [], globals: false, overwrite: false));

        Assert.Equal(("/var/run/postgresql", 5432, "app", "orders_check"), (target.Host, target.Port, target.User, target.Database));
    }

    [Fact]
    public void A_socket_that_reads_as_names_of_databases_is_refused_with_the_way_to_write_it()
    {
        var refusal = Assert.Throws<RefusedException>(() => TargetUrls.Parse("postgres://app@/var/run/postgresql", "orders_check", [], globals: false, overwrite: false));

        Assert.Contains("postgres://USER@%2Fvar%2Frun%2Fpostgresql", refusal.Message, StringComparison.Ordinal);
    }
}
