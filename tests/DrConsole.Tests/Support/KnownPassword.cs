using DrConsole.Access;
using DrConsole.Platform;

namespace DrConsole.Tests.Support;

/// <summary>Step-up of the tests without a web server: everybody's password is this one.</summary>
internal sealed class KnownPassword : IStepUp
{
    public static readonly SecretText Right = new("the right password");

    public Task EnsureAsync(Actor actor, SecretText? password, CancellationToken ct) =>
        password?.Reveal() == Right.Reveal() ? Task.CompletedTask : throw new RefusedException("step_up_failed", "The password is wrong.");
}
