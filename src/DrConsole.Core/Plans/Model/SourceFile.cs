namespace DrConsole.Plans;

/// <summary>One of the files that a plan was imported from. Their texts stand one after the other; source lines count through all of them.</summary>
/// <param name="FirstLine">Line of the whole text, counted from 1, on which the file begins.</param>
public sealed record SourceFile(string Name, int FirstLine, int Lines);
