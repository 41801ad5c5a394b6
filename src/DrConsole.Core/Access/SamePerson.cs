using DrConsole.Database;
using Microsoft.EntityFrameworkCore;

namespace DrConsole.Access;

/// <summary>Whether somebody is the second person that a rule asks for, or one of the first in other clothes.</summary>
internal static class SamePerson
{
    /// <summary>True when somebody is among those: themselves, by a token that they made, or as a token that one of those made.</summary>
    public static async Task<bool> IsAmongAsync(DrDbContext db, IReadOnlyCollection<Guid> those, Guid id, string name, CancellationToken ct) =>
        // A token keeps the name of who made it. People of one name are taken for one: then somebody else must be the second.
        those.Contains(id)
        || await db.ApiTokens.AnyAsync(token => those.Contains(token.Id) && token.CreatedBy == name, ct)
        || await db.ApiTokens.AnyAsync(token => token.Id == id && db.Users.Any(user => those.Contains(user.Id) && user.DisplayName == token.CreatedBy), ct);
}
