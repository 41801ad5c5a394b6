namespace DrConsole.Backups.Keys;

/// <summary>A file of mode 0600 with age identities, one a line, as <c>age -d -i</c> reads it: in a private folder, or the one that a person named.</summary>
/// <param name="Path">Where it is.</param>
public sealed record IdentityFile(string Path);
