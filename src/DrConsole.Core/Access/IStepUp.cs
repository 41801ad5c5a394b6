using DrConsole.Platform;

namespace DrConsole.Access;

/// <summary>
/// Asks a person who is signed in to prove once more who they are, just before something that cannot be undone: a session that was left open, or a stolen
/// cookie, is not enough for it.
/// </summary>
public interface IStepUp
{
    /// <summary>Returns when the proof is right. A failure is in the audit chain, and counts towards locking the account.</summary>
    /// <exception cref="RefusedException"><c>step_up_failed</c>: the password is missing or wrong; <c>locked_out</c>: too many failures; <c>person_needed</c>: no person with a password acts here.</exception>
    Task EnsureAsync(Actor actor, SecretText? password, CancellationToken ct);
}

/// <summary>Where nobody can be asked: the command line.</summary>
internal sealed class NobodyToAsk : IStepUp
{
    public Task EnsureAsync(Actor actor, SecretText? password, CancellationToken ct) =>
        throw new RefusedException("person_needed", "Only a person who signs in to the console can agree to this: do it on the page.");
}
