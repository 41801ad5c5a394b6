using System.Security.Cryptography;
using DrConsole.Audit;
using DrConsole.Database;
using DrConsole.Platform;
using Microsoft.EntityFrameworkCore;

namespace DrConsole.Access;

/// <summary>Changes of accounts and API tokens.</summary>
public sealed class AccessCommands(AuditedChanges changes)
{
    private const int SecretBytes = 32;

    /// <summary>Prefix of every token, so that scanners of leaked secrets can find it.</summary>
    public const string TokenPrefix = "drc_";

    /// <summary>Adds a local account. Returns its id.</summary>
    /// <param name="passwordHash">From the identity framework's hasher; this class never sees a password.</param>
    public Task<Guid> CreateUserAsync(Actor actor, Guid commandId, string userName, string displayName, string passwordHash, IReadOnlyList<string> roles, CancellationToken ct) =>
        changes.ApplyAsync(actor, commandId, Right.ManageAccess, async change =>
        {
            var (name, shown) = (Named(userName, "user name"), Named(displayName, "display name"));
            EnsureKnown(roles);
            var normalized = Normalize(name);
            if (await change.Db.Users.AnyAsync(user => user.NormalizedUserName == normalized, ct))
            {
                throw new RefusedException("user_exists", $"There is an account “{name}” already.");
            }

            var made = new ConsoleUser
            {
                Id = change.NewId(), UserName = name, NormalizedUserName = normalized, DisplayName = shown, PasswordHash = passwordHash,
                SecurityStamp = NewStamp(), CreatedAt = change.At, Roles = [.. roles],
            };
            change.Db.Users.Add(made);
            Record(change, "access.user.created", new { userId = made.Id, made.UserName, made.DisplayName, made.Roles });
            return made.Id;
        }, ct);

    /// <summary>Replaces an account's roles; open sessions notice within 30 s, commands at once.</summary>
    public Task<bool> SetRolesAsync(Actor actor, Guid commandId, Guid userId, IReadOnlyList<string> roles, CancellationToken ct) =>
        changes.ApplyAsync(actor, commandId, Right.ManageAccess, async change =>
        {
            EnsureKnown(roles);
            var user = await FindAsync(change.Db, userId, ct);
            var before = user.Roles;
            (user.Roles, user.SecurityStamp) = ([.. roles], NewStamp());
            await EnsureAnAdminStaysAsync(change.Db, user, ct);
            Record(change, "access.user.roles_changed", new { userId, user.UserName, from = before, to = user.Roles });
            return true;
        }, ct);

    /// <summary>Disables or enables an account. The next command of a disabled account is refused.</summary>
    public Task<bool> SetDisabledAsync(Actor actor, Guid commandId, Guid userId, bool disabled, CancellationToken ct) =>
        changes.ApplyAsync(actor, commandId, Right.ManageAccess, async change =>
        {
            var user = await FindAsync(change.Db, userId, ct);
            (user.IsDisabled, user.SecurityStamp) = (disabled, NewStamp());
            await EnsureAnAdminStaysAsync(change.Db, user, ct);
            Record(change, disabled ? "access.user.disabled" : "access.user.enabled", new { userId, user.UserName });
            return true;
        }, ct);

    /// <summary>Sets an account's password hash; all its sessions end.</summary>
    public Task<bool> SetPasswordAsync(Actor actor, Guid commandId, Guid userId, string passwordHash, CancellationToken ct) =>
        SetPasswordAsync(actor, commandId, Right.ManageAccess, userId, passwordHash, ct);

    /// <summary>Sets the actor's own password hash; all other sessions of the account end.</summary>
    public Task<bool> ChangeOwnPasswordAsync(Actor actor, Guid commandId, string passwordHash, CancellationToken ct) =>
        SetPasswordAsync(actor, commandId, Right.UseConsole, actor.Id, passwordHash, ct);

    /// <summary>Makes an API token. The secret is returned here and can never be read again.</summary>
    public async Task<(Guid Id, string Secret)> CreateTokenAsync(Actor actor, Guid commandId, string name, string role, DateTimeOffset? expiresAt, CancellationToken ct)
    {
        var secret = TokenPrefix + Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(SecretBytes));
        var isMade = false;
        var id = await changes.ApplyAsync(actor, commandId, Right.ManageAccess, change =>
        {
            EnsureKnown([role]);
            isMade = true;
            var token = new ApiToken
            {
                Id = change.NewId(), Name = Named(name, "token name"), Role = role, SecretHash = HashOf(secret), CreatedAt = change.At, CreatedBy = actor.Name, ExpiresAt = expiresAt,
            };
            change.Db.ApiTokens.Add(token);
            Record(change, "access.token.created", new { tokenId = token.Id, token.Name, token.Role, token.ExpiresAt });
            return Task.FromResult(token.Id);
        }, ct);
        return isMade ? (id, secret) : throw new RefusedException("token_made_before", "This command made its token before, and a secret is shown only once. Revoke that token and make a new one.");
    }

    /// <summary>Ends a token; the next request with it is refused.</summary>
    public Task<bool> RevokeTokenAsync(Actor actor, Guid commandId, Guid tokenId, CancellationToken ct) =>
        changes.ApplyAsync(actor, commandId, Right.ManageAccess, async change =>
        {
            var token = await change.Db.ApiTokens.SingleOrDefaultAsync(candidate => candidate.Id == tokenId, ct) ?? throw new NotFoundException("token", tokenId);
            token.RevokedAt ??= change.At;
            Record(change, "access.token.revoked", new { tokenId, token.Name });
            return true;
        }, ct);

    /// <summary>SHA-256 of a token's secret; 256 random bits need no slow hash.</summary>
    public static byte[] HashOf(string secret) => SHA256.HashData(System.Text.Encoding.UTF8.GetBytes(secret));

    /// <summary>User names are compared without regard to case.</summary>
    public static string Normalize(string userName) => userName.ToUpperInvariant();

    private Task<bool> SetPasswordAsync(Actor actor, Guid commandId, Right needed, Guid userId, string passwordHash, CancellationToken ct) =>
        changes.ApplyAsync(actor, commandId, needed, async change =>
        {
            var user = await FindAsync(change.Db, userId, ct);
            (user.PasswordHash, user.SecurityStamp, user.AccessFailedCount, user.LockoutEnd) = (passwordHash, NewStamp(), 0, null);
            Record(change, "access.user.password_set", new { userId, user.UserName });
            return true;
        }, ct);

    private static async Task EnsureAnAdminStaysAsync(DrDbContext db, ConsoleUser changed, CancellationToken ct)
    {
        var stays = (!changed.IsDisabled && changed.Roles.Contains(Role.Admin))
            || await db.Users.AnyAsync(user => user.Id != changed.Id && !user.IsDisabled && user.Roles.Contains(Role.Admin), ct);
        if (!stays)
        {
            throw new RefusedException("last_admin", "This is the last active administrator. Make another one first.");
        }
    }

    private static void EnsureKnown(IReadOnlyList<string> roles)
    {
        if (roles.Count == 0 || roles.FirstOrDefault(role => !Role.IsKnown(role)) is not null)
        {
            throw new RefusedException("role_unknown", $"Choose among the roles {string.Join(", ", Role.All)}.");
        }
    }

    private static string Named(string text, string what) =>
        SafeText.Clean(text.Trim()) is { Length: > 0 and <= 128 } name ? name : throw new RefusedException("name_invalid", $"Give a {what} of 1 to 128 characters.");

    private static string NewStamp() => Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(20));

    private static async Task<ConsoleUser> FindAsync(DrDbContext db, Guid userId, CancellationToken ct) =>
        await db.Users.SingleOrDefaultAsync(user => user.Id == userId, ct) ?? throw new NotFoundException("account", userId);

    private static void Record(Change change, string action, object data)
    {
        change.Record(AuditChain.Console, action, data);
        change.Signal(Topic.Access);
    }
}
