namespace DrConsole.Platform;

/// <summary>There is no such thing, or not any more.</summary>
public sealed class NotFoundException(string kind, object id) : Exception($"There is no {kind} {id}.")
{
    /// <summary>What was looked for, in the words of the glossary.</summary>
    public string Kind => kind;
}
