namespace DrConsole.Plans;

/// <summary>What the importer made of a document, and how much of it it understood.</summary>
/// <param name="Document">The structured draft.</param>
/// <param name="Understood">Share of the document's non-blank lines that went into something other than a note, 0..1.</param>
/// <param name="Text">The document as it was read, made safe; source lines count in it.</param>
/// <param name="Warnings">Sentences for the person who imports: what was changed to be safe (e.g. NUL characters), or looks odd.</param>
public sealed record ImportedPlan(PlanDocument Document, double Understood, IReadOnlyList<string> Warnings, string Text);
