namespace DrConsole.Backups.Pipeline;

/// <summary>A backup that had begun came to nothing: no store has it. What was refused before the beginning is a <see cref="Platform.RefusedException"/>.</summary>
/// <param name="code">Stable snake_case name of the failure, e.g. <c>source_failed</c>.</param>
/// <param name="message">Cause and cure, without secrets.</param>
public sealed class BackupFailedException(string code, string message, Exception? inner = null) : Exception(message, inner)
{
    /// <summary>Stable snake_case name of the failure.</summary>
    public string Code => code;
}
