namespace DrConsole.Plans;

/// <summary>Lines of the imported document, counted from 1, both ends included.</summary>
public sealed record SourceLines(int First, int Last);
