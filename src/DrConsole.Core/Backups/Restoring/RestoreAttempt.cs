using DrConsole.Verification;

namespace DrConsole.Backups.Restoring;

/// <summary>What is known of a restore under way, and the words for its end: whether the target was touched decides what may be done with it.</summary>
internal sealed class RestoreAttempt(RestoreRun restore)
{
    private readonly RestoreTarget _target = RestoreTargets.FromJson(restore.Target);
    private Guid? _store;
    private bool _isTouched;

    private string MustNotBeUsed => $"{_target.Identity} must not be used: it is incomplete. Empty it, then ask for the restore again.";

    /// <summary>The copy was chosen.</summary>
    public void Reads(OpenCopy copy) => _store = copy.Copy.StoreId;

    /// <summary>From now on the target is not what it was.</summary>
    public void Touches() => _isTouched = true;

    /// <summary>It came to its end; the comparison says whether well.</summary>
    public RestoreEnd Ended(RestoreResult result)
    {
        var isWrong = result.Comparison.Differences.Count > 0;
        return new(isWrong ? RestoreState.Failed : RestoreState.Succeeded, isWrong ? $"The restored content is not that of the backup. {MustNotBeUsed}" : null)
        {
            Steps = result.Steps, ReadFrom = _store, Proves = result.Comparison is { IsEqual: true, Compared: > 0 } ? ProvenLevel : null,
            Outcome = string.Join('\n', [RestoreEngine.Words(result.Comparison), .. result.Comparison.Differences, .. result.Remarks]),
        };
    }

    // A cluster's files are compared with those of the base backup; what the log made of them afterwards is not compared with anything.
    private VerificationLevel? ProvenLevel => _target switch
    {
        PostgresTarget { Only.Count: > 0 } => null,
        PostgresClusterTarget => VerificationLevel.Restored,
        _ => VerificationLevel.Content,
    };

    /// <summary>Something stopped it.</summary>
    public RestoreEnd Failed(string cause) => _isTouched
        ? new(RestoreState.Failed, $"{cause} {MustNotBeUsed}") { ReadFrom = _store }
        : new(RestoreState.Refused, $"{cause} Nothing was changed in {_target.Identity}.") { ReadFrom = _store, IsUntouched = true };

    /// <summary>Somebody stopped it.</summary>
    public RestoreEnd Cancelled() => new(RestoreState.Cancelled, _isTouched ? $"Cancelled while it ran. {MustNotBeUsed}" : "Cancelled before anything was changed.") { ReadFrom = _store, IsUntouched = !_isTouched };

    /// <summary>The console was stopped in an orderly way.</summary>
    public RestoreEnd Stopped() => new(RestoreState.Interrupted, _isTouched ? $"The console was stopped while it ran. {MustNotBeUsed}" : "The console was stopped before anything was changed. Ask for it again.") { ReadFrom = _store, IsUntouched = !_isTouched };
}
