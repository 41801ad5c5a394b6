using DrConsole.Access;
using DrConsole.Audit;
using DrConsole.Database;
using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;

namespace DrConsole.Web.Access;

/// <summary>
/// Local accounts for ASP.NET Core Identity. Identity itself changes only what signing in changes (failed attempts, lockout, a stronger hash);
/// that passes the audited door as the actor "sign-in". All else is done by <see cref="AccessCommands"/>.
/// </summary>
internal sealed class ConsoleUserStore(IDbContextFactory<DrDbContext> contexts, AuditedChanges changes, TimeProvider clock)
    : IUserPasswordStore<ConsoleUser>, IUserSecurityStampStore<ConsoleUser>, IUserLockoutStore<ConsoleUser>, IUserRoleStore<ConsoleUser>
{
    public async Task<ConsoleUser?> FindByIdAsync(string userId, CancellationToken cancellationToken)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        return Guid.TryParse(userId, out var id) ? await db.Users.AsNoTracking().SingleOrDefaultAsync(user => user.Id == id, cancellationToken) : null;
    }

    public async Task<ConsoleUser?> FindByNameAsync(string normalizedUserName, CancellationToken cancellationToken)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        return await db.Users.AsNoTracking().SingleOrDefaultAsync(user => user.NormalizedUserName == normalizedUserName, cancellationToken);
    }

    public async Task<IdentityResult> UpdateAsync(ConsoleUser user, CancellationToken cancellationToken)
    {
        await changes.ApplyAsync(Actor.SignIn, Guid.CreateVersion7(clock.GetUtcNow()), Right.ManageAccess, async change =>
        {
            var stored = await change.Db.Users.SingleAsync(candidate => candidate.Id == user.Id, cancellationToken);
            (stored.AccessFailedCount, stored.LockoutEnd, stored.PasswordHash, stored.SecurityStamp) =
                (user.AccessFailedCount, user.LockoutEnd, user.PasswordHash, user.SecurityStamp);
            change.Record(AuditChain.Console, "access.sign_in.counted", new { userId = user.Id, user.UserName, user.AccessFailedCount, user.LockoutEnd });
            return true;
        }, cancellationToken);
        return IdentityResult.Success;
    }

    public Task<string> GetUserIdAsync(ConsoleUser user, CancellationToken cancellationToken) => Task.FromResult(user.Id.ToString());

    public Task<string?> GetUserNameAsync(ConsoleUser user, CancellationToken cancellationToken) => Task.FromResult<string?>(user.UserName);

    public Task<string?> GetNormalizedUserNameAsync(ConsoleUser user, CancellationToken cancellationToken) => Task.FromResult<string?>(user.NormalizedUserName);

    // Identity sets it before every update, to the same value; it is not written.
    public Task SetNormalizedUserNameAsync(ConsoleUser user, string? normalizedName, CancellationToken cancellationToken) => Task.CompletedTask;

    public Task<string?> GetPasswordHashAsync(ConsoleUser user, CancellationToken cancellationToken) => Task.FromResult(user.PasswordHash);

    public Task<bool> HasPasswordAsync(ConsoleUser user, CancellationToken cancellationToken) => Task.FromResult(user.PasswordHash is not null);

    public Task SetPasswordHashAsync(ConsoleUser user, string? passwordHash, CancellationToken cancellationToken) => Set(() => user.PasswordHash = passwordHash);

    public Task<string?> GetSecurityStampAsync(ConsoleUser user, CancellationToken cancellationToken) => Task.FromResult<string?>(user.SecurityStamp);

    public Task SetSecurityStampAsync(ConsoleUser user, string stamp, CancellationToken cancellationToken) => Set(() => user.SecurityStamp = stamp);

    public Task<DateTimeOffset?> GetLockoutEndDateAsync(ConsoleUser user, CancellationToken cancellationToken) => Task.FromResult(user.LockoutEnd);

    public Task SetLockoutEndDateAsync(ConsoleUser user, DateTimeOffset? lockoutEnd, CancellationToken cancellationToken) => Set(() => user.LockoutEnd = lockoutEnd);

    public Task<int> IncrementAccessFailedCountAsync(ConsoleUser user, CancellationToken cancellationToken) => Task.FromResult(++user.AccessFailedCount);

    public Task ResetAccessFailedCountAsync(ConsoleUser user, CancellationToken cancellationToken) => Set(() => user.AccessFailedCount = 0);

    public Task<int> GetAccessFailedCountAsync(ConsoleUser user, CancellationToken cancellationToken) => Task.FromResult(user.AccessFailedCount);

    public Task<bool> GetLockoutEnabledAsync(ConsoleUser user, CancellationToken cancellationToken) => Task.FromResult(true);

    public Task<IList<string>> GetRolesAsync(ConsoleUser user, CancellationToken cancellationToken) => Task.FromResult<IList<string>>(user.Roles);

    public Task<bool> IsInRoleAsync(ConsoleUser user, string roleName, CancellationToken cancellationToken) =>
        Task.FromResult(user.Roles.Contains(roleName, StringComparer.OrdinalIgnoreCase));

    public void Dispose()
    {
        // Holds only factories.
    }

    public Task<IdentityResult> CreateAsync(ConsoleUser user, CancellationToken cancellationToken) => throw Elsewhere();

    public Task<IdentityResult> DeleteAsync(ConsoleUser user, CancellationToken cancellationToken) => throw Elsewhere();

    public Task SetUserNameAsync(ConsoleUser user, string? userName, CancellationToken cancellationToken) => throw Elsewhere();


    public Task SetLockoutEnabledAsync(ConsoleUser user, bool enabled, CancellationToken cancellationToken) => throw Elsewhere();

    public Task AddToRoleAsync(ConsoleUser user, string roleName, CancellationToken cancellationToken) => throw Elsewhere();

    public Task RemoveFromRoleAsync(ConsoleUser user, string roleName, CancellationToken cancellationToken) => throw Elsewhere();

    public Task<IList<ConsoleUser>> GetUsersInRoleAsync(string roleName, CancellationToken cancellationToken) => throw Elsewhere();

    private static NotSupportedException Elsewhere() => new("Accounts are changed through AccessCommands, which checks the right and writes the audit entry.");

    private static Task Set(Action set)
    {
        set();
        return Task.CompletedTask;
    }
}
