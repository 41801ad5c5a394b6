using DrConsole.Database;
using Microsoft.EntityFrameworkCore;

namespace DrConsole.Access;

/// <summary>Says what an actor may do at this instant, from the database: a disabled account or a revoked token loses its rights at once.</summary>
internal static class Authority
{
    private static readonly IReadOnlySet<Right> Everything = Enum.GetValues<Right>().ToHashSet();

    public static async Task<IReadOnlySet<Right>> RightsOfAsync(DrDbContext db, Actor actor, DateTimeOffset at, CancellationToken ct)
    {
        switch (actor.Kind)
        {
            case ActorKind.User:
                var roles = await db.Users.Where(user => user.Id == actor.Id && !user.IsDisabled).Select(user => user.Roles).SingleOrDefaultAsync(ct);
                return Role.RightsOf(roles ?? []);
            case ActorKind.Token:
                var token = await db.ApiTokens.AsNoTracking().SingleOrDefaultAsync(candidate => candidate.Id == actor.Id, ct);
                return token?.IsValid(at) == true ? Role.RightsOf([token.Role]) : new HashSet<Right>();
            default:
                return Everything;
        }
    }
}
