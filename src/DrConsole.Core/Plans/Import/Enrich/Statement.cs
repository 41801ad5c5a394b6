namespace DrConsole.Plans.Import.Enrich;

/// <summary>A sentence of the document and where it stands.</summary>
internal sealed record Statement(string Text, SourceLines Source);
