namespace DrConsole.Plans.Doctor;

/// <summary>A command line, where it stands, and the step that it belongs to.</summary>
internal sealed record PlacedLine(PlacedBlock Block, string Text, SourceLines? Source, Step? Step)
{
    public string Item => Step?.Key ?? Block.Item;

    /// <summary>True when somebody does it by hand, in a scenario or by a procedure.</summary>
    public bool IsStep => Step is not null || Block.Holder is Scenario or Procedure;

    public string About => Step is null ? Block.About : $"{Block.About} {Step.Group} {Step.Text}";
}
