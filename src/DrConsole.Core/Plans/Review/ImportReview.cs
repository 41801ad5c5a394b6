using DrConsole.Access;
using DrConsole.Platform;

namespace DrConsole.Plans.Review;

/// <summary>An import while somebody changes it.</summary>
internal sealed class ImportReview(PlanImport import, Actor by, DateTimeOffset at)
{
    private PlanDocument? _changed;

    public string SourceText => import.SourceText;

    public ImportDecisions Decisions { get; private set; } = ImportDecisions.Read(import.Decisions);

    public PlanDocument Document
    {
        get => _changed ?? PlanDocumentBytes.Read(import.Document);
        set => _changed = value;
    }

    public void Decide(IEnumerable<(string Id, Verdict To)> decisions) => Decisions = Decisions.With(decisions, by, at);

    public void Save()
    {
        import.Decisions = Decisions.With([], by, at).ToJson(); // whoever changed something had a hand in it, decided or not
        if (_changed is not null)
        {
            import.Document = CanonicalJson.Bytes(_changed);
        }
    }
}
