namespace DrConsole.Plans;

/// <summary>A block of code exactly as the document has it.</summary>
public sealed record CommandBlock(string Text)
{
    public string? Language { get; init; }

    public string? Title { get; init; }

    public SourceLines? Source { get; init; }
}
