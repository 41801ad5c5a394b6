using DrConsole.Plans.Review;
using DrConsole.Web.Shell;
using Microsoft.AspNetCore.Components;

namespace DrConsole.Web.Plans.Review;

/// <summary>Accepts at once what nobody has decided yet. What would take something away is left out: that must be asked for.</summary>
public sealed partial class AcceptAll
{
    private Saving _saving = default!;

    [Parameter, EditorRequired]
    public required IReadOnlyList<ReviewRow> Rows { get; set; }

    [Parameter, EditorRequired]
    public required string Text { get; set; }

    /// <summary>Name of the part, for those who hear the button without seeing what it stands under.</summary>
    [Parameter]
    public string? Name { get; set; }

    [CascadingParameter]
    public required ReviewDesk Desk { get; set; }

    private List<ReviewRow> Open => [.. Rows.Where(row => row is { Verdict: Verdict.Undecided, IsOff: false })];

    protected override void OnInitialized() => _saving = Desk.NewSaving();

    private Task<bool> AcceptAsync()
    {
        List<ProposalDecision> decisions = Open.ConvertAll(row => new ProposalDecision(row.Id, Verdict.Undecided, Verdict.Accepted));
        return Desk.SaveAsync(_saving, (command, ct) => Desk.Commands.DecideAsync(Desk.Actor, command, Desk.ImportId, decisions, ct), StateHasChanged);
    }
}
