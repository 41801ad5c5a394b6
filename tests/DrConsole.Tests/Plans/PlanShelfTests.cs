using DrConsole.Tests.Support;
using DrConsole.Web.Plans;

namespace DrConsole.Tests.Plans;

public sealed class PlanShelfTests
{
    [Fact]
    public async Task A_version_is_read_once_for_prerendering_and_the_live_page()
    {
        var queries = new FakePlanQueries { Version = static () => PlanSamples.Version(PlanSamples.Empty()) };
        var shelf = new PlanShelf(queries, Away.Plans, TimeProvider.System);

        await shelf.VersionAsync(PlanSamples.VersionId, TestContext.Current.CancellationToken);
        await shelf.VersionAsync(PlanSamples.VersionId, TestContext.Current.CancellationToken);

        Assert.Equal(1, queries.VersionReads);
    }

    [Fact]
    public async Task What_is_missing_is_looked_for_again()
    {
        var queries = new FakePlanQueries();
        var shelf = new PlanShelf(queries, Away.Plans, TimeProvider.System);

        await shelf.VersionAsync(PlanSamples.VersionId, TestContext.Current.CancellationToken);
        await shelf.VersionAsync(PlanSamples.VersionId, TestContext.Current.CancellationToken);

        Assert.Equal(2, queries.VersionReads);
    }
}
