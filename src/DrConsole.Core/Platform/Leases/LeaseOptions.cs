namespace DrConsole.Platform;

/// <summary>How long a lease lasts without being renewed.</summary>
/// <param name="Length">From the last renewal; a dead node's work is taken over after that.</param>
/// <param name="RenewEvery">A fraction of the length, so that a database that is away for a moment costs nothing.</param>
public sealed record LeaseOptions(TimeSpan Length, TimeSpan RenewEvery)
{
    public static readonly LeaseOptions Usual = new(TimeSpan.FromSeconds(60), TimeSpan.FromSeconds(10));
}
