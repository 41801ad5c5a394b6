namespace DrConsole.Verification.Structure;

/// <summary>What a look at a stream's structure found.</summary>
/// <param name="Text">For a pass what was seen, otherwise cause and cure.</param>
/// <param name="Tool">The program that looked.</param>
internal sealed record StructureFinding(Verdict Verdict, string Text, string? Tool = null)
{
    public static StructureFinding Good(string text, string? tool = null) => new(Verdict.Pass, text, tool);

    public static StructureFinding Bad(string text, string? tool = null) => new(Verdict.Fail, text, tool);

    public static StructureFinding Unknown(string text) => new(Verdict.NotVerifiableHere, text);
}
