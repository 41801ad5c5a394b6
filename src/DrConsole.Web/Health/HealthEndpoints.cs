using DrConsole.Database;
using DrConsole.Platform;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;

namespace DrConsole.Web.Health;

/// <summary><c>/health/live</c>: the process answers. <c>/health/ready</c>: it can do its work, or says what is missing.</summary>
internal static class HealthEndpoints
{
    public static void MapHealth(this IEndpointRouteBuilder app)
    {
        var health = app.MapGroup("/health").AllowAnonymous().ExcludeFromDescription();
        health.MapGet("/live", () => TypedResults.Ok(new { status = "live" }));
        health.MapGet("/ready", ReadyAsync);
    }

    private static async Task<IResult> ReadyAsync(IDbContextFactory<DrDbContext> contexts, LiveFeedListener listener, CancellationToken ct)
    {
        try
        {
            await using var db = await contexts.CreateDbContextAsync(ct);
            var pending = (await db.Database.GetPendingMigrationsAsync(ct)).Any();
            return pending ? NotReady("The database has an older schema: run “drconsole up”, or “prepare” of the command line.")
                : listener.IsListening ? TypedResults.Json(new Readiness("ready"))
                : NotReady("The live connection to PostgreSQL is not there yet.");
        }
        catch (Exception failure) when (Shell.Outage.Is(failure))
        {
            return NotReady("PostgreSQL cannot be reached.");
        }
    }

    private static JsonHttpResult<Readiness> NotReady(string reason) => TypedResults.Json(new Readiness("not ready", reason), statusCode: StatusCodes.Status503ServiceUnavailable);

    private sealed record Readiness(string Status, string? Reason = null);
}
