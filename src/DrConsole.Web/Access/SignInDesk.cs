using DrConsole.Access;
using DrConsole.Database;
using Microsoft.AspNetCore.Identity;

namespace DrConsole.Web.Access;

/// <summary>Signs people in and out and writes it to the audit chain.</summary>
internal sealed class SignInDesk(SignInManager<ConsoleUser> signIn, UserManager<ConsoleUser> users, AccessCommands access, AuditedChanges changes, TimeProvider clock)
{
    private const int LongestName = 128;

    /// <summary>Null when signed in, else a sentence that does not tell whether the account exists.</summary>
    public async Task<string?> SignInAsync(string userName, string password, CancellationToken ct)
    {
        var name = userName.Trim();
        var user = name.Length is > 0 and <= LongestName ? await users.FindByNameAsync(name) : null;
        if (user is null)
        {
            signIn.UserManager.PasswordHasher.HashPassword(Nobody, password); // takes as long as checking a password
            await RecordAsync(Actor.SignIn, "access.sign_in.failed", new { reason = "unknown account" }, ct);
            return Sentence(false);
        }

        var result = await signIn.PasswordSignInAsync(user, password, isPersistent: true, lockoutOnFailure: true);
        if (result.Succeeded)
        {
            await RecordAsync(new(ActorKind.User, user.Id, user.DisplayName), "access.signed_in", new { user.UserName, method = "password" }, ct);
            return null;
        }

        await RecordAsync(Actor.SignIn, "access.sign_in.failed", new { userId = user.Id, user.UserName, reason = Reason(result) }, ct);
        return Sentence(result.IsLockedOut);
    }

    /// <summary>Ends the session of this browser.</summary>
    public async Task SignOutAsync(Actor actor, CancellationToken ct)
    {
        await signIn.SignOutAsync();
        await RecordAsync(actor, "access.signed_out", new { }, ct);
    }

    /// <summary>Null when changed (all other sessions end), else what is wrong with the new password.</summary>
    public async Task<string?> ChangePasswordAsync(Actor actor, string present, string wanted, CancellationToken ct)
    {
        var user = await users.FindByIdAsync(actor.Id.ToString());
        var check = user is null ? SignInResult.Failed : await signIn.CheckPasswordSignInAsync(user, present, lockoutOnFailure: true);
        if (user is null || !check.Succeeded)
        {
            return check.IsLockedOut ? Sentence(true) : "The present password is wrong.";
        }

        foreach (var validator in users.PasswordValidators)
        {
            if (await validator.ValidateAsync(users, user, wanted) is { Succeeded: false } refused)
            {
                return string.Join(" ", refused.Errors.Select(error => error.Description));
            }
        }

        await access.ChangeOwnPasswordAsync(actor, Guid.CreateVersion7(clock.GetUtcNow()), users.PasswordHasher.HashPassword(user, wanted), ct);
        await signIn.RefreshSignInAsync((await users.FindByIdAsync(actor.Id.ToString()))!);
        return null;
    }

    private static readonly ConsoleUser Nobody = new() { UserName = "", NormalizedUserName = "", DisplayName = "", SecurityStamp = "" };

    private static string Sentence(bool lockedOut) => lockedOut
        ? "Too many failed attempts. Wait five minutes, then try again."
        : "User name or password is wrong, or the account is disabled.";

    private static string Reason(SignInResult result) => result.IsLockedOut ? "locked out" : result.IsNotAllowed ? "disabled" : "wrong password";

    private Task RecordAsync(Actor actor, string action, object data, CancellationToken ct) => changes.NoteAsync(actor, action, data, ct);
}
