namespace DrConsole.Plans.Review;

/// <summary>A document as somebody gives it to the console.</summary>
public sealed record ImportedFile(string Name, string Text);
