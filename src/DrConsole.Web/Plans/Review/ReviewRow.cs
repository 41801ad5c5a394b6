using DrConsole.Plans;
using DrConsole.Plans.Review;
using DrConsole.Plans.Schema;
using DrConsole.Web.Plans.Edit;

namespace DrConsole.Web.Plans.Review;

/// <summary>A proposal as it stands in the list: two of equal content look the same, and are not rendered again.</summary>
/// <param name="Id">Name of the proposal.</param>
/// <param name="Key">Key of the item.</param>
/// <param name="Kind">Name of the item's kind.</param>
/// <param name="Lead">What would be done, where that is more than to add it.</param>
/// <param name="Detail">What it says besides its title.</param>
/// <param name="Before">What the plan says in the field; null when it is not about a field.</param>
/// <param name="After">What the documents say in it.</param>
/// <param name="Flags">Oddities in words, joined.</param>
public sealed record ReviewRow(
    string Id, string Key, string Kind, string KindLabel, string? Lead, string Title, string Detail, string? Before, string? After, SourceLines? Lines, int Depth,
    Verdict Verdict, string? DecidedBy, bool IsOff, string Flags)
{
    private const int DetailFields = 4;
    private const int DetailLength = 140;

    public bool IsNote => Kind == "note";

    /// <summary>The particulars can be changed, but not left out or be anything else.</summary>
    public bool IsFixed => Kind == PlanSchema.Meta.Name;

    /// <summary>A row of a proposal.</summary>
    public static ReviewRow Of(Proposal proposal)
    {
        ArgumentNullException.ThrowIfNull(proposal);
        return new(
            proposal.Id, proposal.Key, proposal.Kind.Name, proposal.Kind.Singular, LeadOf(proposal), FirstLine(proposal.Title), proposal.Field is null ? DetailOf(proposal) : "",
            proposal.Field is { } changed ? FieldText.Of(changed.Field, changed.Before) : null, proposal.Field is { } field ? FieldText.Of(field.Field, field.After) : null,
            proposal.Lines.Count > 0 ? proposal.Lines[0] : null, Math.Min(proposal.Depth, 2), proposal.Verdict, proposal.Decision?.By, proposal.IsOffByDefault,
            string.Join(", ", proposal.Flags.Select(Words)));
    }

    private static string Words(Oddity oddity) => oddity switch
    {
        Oddity.Conflict => "Two values",
        Oddity.Dangerous => "Dangerous",
        _ => "Placeholder",
    };

    private static string? LeadOf(Proposal proposal) => proposal.What switch
    {
        ProposalKind.Change => $"{proposal.Field!.Field.Label} differs",
        ProposalKind.Move => "Stands elsewhere",
        ProposalKind.Remove => "Not in the document: remove?",
        _ => null,
    };

    private static string DetailOf(Proposal proposal) => string.Join(" · ", proposal.Kind.Fields
        .Where(field => field.Name != proposal.Kind.Title && field.Name != "under").Select(field => (Field: field, Text: FieldText.Of(field, proposal.Json[field.Name])))
        .Where(entry => entry.Text != "(empty)" && (proposal.Json[entry.Field.Name] is not null)).Take(DetailFields)
        .Select(entry => $"{entry.Field.Label}: {Cut(FirstLine(entry.Text))}"));

    private static string FirstLine(string text) => Cut(text.TrimStart().Split('\n')[0].TrimEnd());

    private static string Cut(string text) => text.Length <= DetailLength ? text : text[..DetailLength] + "…";
}
