using DrConsole.Access;
using DrConsole.Database;
using DrConsole.Platform;
using Microsoft.AspNetCore.Identity;

namespace DrConsole.Web.Access;

/// <summary>The proof is the password of the account; wrong ones count as at the sign-in.</summary>
internal sealed class PasswordStepUp(IServiceScopeFactory scopes, AuditedChanges changes) : IStepUp
{
    /// <inheritdoc/>
    public async Task EnsureAsync(Actor actor, SecretText? password, CancellationToken ct)
    {
        if (actor.Kind != ActorKind.User)
        {
            throw new RefusedException("person_needed", "A token cannot be the person who agrees to this: sign in and do it on the page.");
        }

        await using var scope = scopes.CreateAsyncScope();
        var users = scope.ServiceProvider.GetRequiredService<UserManager<ConsoleUser>>();
        var signIn = scope.ServiceProvider.GetRequiredService<SignInManager<ConsoleUser>>();
        var user = await users.FindByIdAsync(actor.Id.ToString());
        var check = user is null ? SignInResult.Failed : await signIn.CheckPasswordSignInAsync(user, password?.Reveal() ?? "", lockoutOnFailure: true);
        if (check.Succeeded)
        {
            return;
        }

        await changes.NoteAsync(actor, "access.step_up.failed", new { reason = check.IsLockedOut ? "locked out" : "wrong password" }, ct);
        throw check.IsLockedOut
            ? new RefusedException("locked_out", "Too many failed attempts. Wait five minutes, then try again.")
            : new RefusedException("step_up_failed", "The password is wrong. Type the one that you sign in with.");
    }
}
