namespace DrConsole.Plans.Doctor;

/// <summary>Where a finding can be seen.</summary>
/// <param name="Item">Key of the plan's item; null when it is the document as a whole.</param>
/// <param name="Source">Lines of the imported document; null for what was made in the console.</param>
/// <param name="Quote">What stands there, cut to a line.</param>
public sealed record Evidence(string? Item, SourceLines? Source, string? Quote);
