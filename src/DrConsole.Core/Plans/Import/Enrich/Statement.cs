namespace DrConsole.Plans.Import.Enrich;

/// <summary>A sentence of the document and where it stands.</summary>
/// <param name="Kind">What it is about when it names one kind of source; null when it is about all.</param>
internal sealed record Statement(string Text, SourceLines Source, BackupSourceKind? Kind = null);
