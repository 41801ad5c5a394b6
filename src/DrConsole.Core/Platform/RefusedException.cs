namespace DrConsole.Platform;

/// <summary>The console understood the request and will not do it. The message is a sentence for the person who asked.</summary>
/// <param name="code">Stable snake_case name of the refusal, e.g. <c>item_changed</c>.</param>
/// <param name="message">What is wrong and what cures it.</param>
public sealed class RefusedException(string code, string message) : Exception(message)
{
    /// <summary>Stable snake_case name of the refusal.</summary>
    public string Code => code;
}
