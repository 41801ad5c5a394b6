namespace DrConsole.Platform;

/// <summary>The actor lacks the right. The attempt has been written to the audit chain.</summary>
public sealed class NotPermittedException(string actorName, string right)
    : Exception($"{actorName} does not have the right “{right}”. An administrator can grant a role that has it.")
{
    /// <summary>Name of the missing right.</summary>
    public string Right => right;
}
