namespace DrConsole.Platform;

/// <summary>Something was refused for a reason that a person can understand; the sentence is shown as it is.</summary>
public sealed class RefusedException(string code, string message) : Exception(message)
{
    public string Code => code;
}
