using DrConsole.Database;
using Microsoft.EntityFrameworkCore;

namespace DrConsole.Access;

/// <summary>Reads of accounts and tokens.</summary>
public sealed class AccessQueries(IDbContextFactory<DrDbContext> contexts)
{
    /// <summary>All accounts by display name.</summary>
    public async Task<IReadOnlyList<UserRow>> UsersAsync(CancellationToken ct)
    {
        await using var db = await contexts.CreateDbContextAsync(ct);
        return await db.Users.OrderBy(user => user.DisplayName).ThenBy(user => user.Id)
            .Select(user => new UserRow(user.Id, user.UserName, user.DisplayName, user.Roles, user.IsDisabled, user.LockoutEnd, user.CreatedAt)).ToListAsync(ct);
    }

    /// <summary>All tokens, newest first, without their secrets.</summary>
    public async Task<IReadOnlyList<TokenRow>> TokensAsync(CancellationToken ct)
    {
        await using var db = await contexts.CreateDbContextAsync(ct);
        return await db.ApiTokens.OrderByDescending(token => token.CreatedAt)
            .Select(token => new TokenRow(token.Id, token.Name, token.Role, token.CreatedAt, token.CreatedBy, token.ExpiresAt, token.RevokedAt)).ToListAsync(ct);
    }

    /// <summary>The token with that secret, if it is valid at the instant.</summary>
    public async Task<ApiToken?> FindTokenAsync(string secret, DateTimeOffset at, CancellationToken ct)
    {
        var hash = AccessCommands.HashOf(secret);
        await using var db = await contexts.CreateDbContextAsync(ct);
        return await db.ApiTokens.AsNoTracking().SingleOrDefaultAsync(token => token.SecretHash == hash, ct) is { } found && found.IsValid(at) ? found : null;
    }

    /// <summary>The account's present stamp and roles; null when it is gone or disabled.</summary>
    public async Task<UserStanding?> StandingAsync(Guid userId, CancellationToken ct)
    {
        await using var db = await contexts.CreateDbContextAsync(ct);
        return await db.Users.Where(user => user.Id == userId && !user.IsDisabled).Select(user => new UserStanding(user.SecurityStamp, user.Roles)).SingleOrDefaultAsync(ct);
    }
}

/// <summary>An account as a row.</summary>
public sealed record UserRow(Guid Id, string UserName, string DisplayName, IReadOnlyList<string> Roles, bool IsDisabled, DateTimeOffset? LockoutEnd, DateTimeOffset CreatedAt);

/// <summary>A token as a row.</summary>
public sealed record TokenRow(Guid Id, string Name, string Role, DateTimeOffset CreatedAt, string CreatedBy, DateTimeOffset? ExpiresAt, DateTimeOffset? RevokedAt);

/// <summary>What a session is compared with.</summary>
public sealed record UserStanding(string SecurityStamp, IReadOnlyList<string> Roles);
