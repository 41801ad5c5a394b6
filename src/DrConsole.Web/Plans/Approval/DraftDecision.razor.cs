using DrConsole.Access;
using DrConsole.Plans;
using DrConsole.Web.Shell;
using Microsoft.AspNetCore.Components;

namespace DrConsole.Web.Plans.Approval;

/// <summary>How far a draft has come, and what the one who looks at it can do next.</summary>
public sealed partial class DraftDecision(PlanDesk desk, NavigationManager navigation) : IDisposable
{
    private static readonly string[] StepNames = ["Edit", "Approve", "Publish"];
    private readonly CancellationTokenSource _leaving = new();
    private Saving _saving = default!;
    private string? _note;
    private string? _publishNote;
    private string? _reason;

    [Parameter, EditorRequired]
    public required PlanDraftView Draft { get; set; }

    /// <summary>True for somebody who had a hand in the draft.</summary>
    [Parameter]
    public bool IsAuthor { get; set; }

    private DraftProgress Progress => Draft.Progress;

    private bool IsReady => RendererInfo.IsInteractive && !_saving.IsBusy;

    private bool IsBarred => IsAuthor && Progress.NeedsSecondPerson;

    private bool MayBePublished => Progress.State == DraftState.Approved || !Progress.NeedsSecondPerson;

    private string Heading => Progress.State switch
    {
        DraftState.Submitted => "Next: approve or send back",
        DraftState.Approved => "Next: publish",
        _ => "Next: submit for approval",
    };

    private IEnumerable<(string Text, bool IsDone, bool IsNow)> Steps =>
        StepNames.Select((text, place) => (text, place < (int)Progress.State, place == (int)Progress.State));

    public void Dispose()
    {
        _leaving.Cancel();
        _leaving.Dispose();
    }

    protected override void OnInitialized() => _saving = desk.NewSaving(_leaving.Token);

    private Task<bool> SubmitAsync() => SaveAsync((actor, id, ct) => desk.Commands.SubmitAsync(actor, id, Draft.DraftId, _note, ct));

    private Task<bool> WithdrawAsync() => SaveAsync((actor, id, ct) => desk.Commands.WithdrawAsync(actor, id, Draft.DraftId, ct));

    private Task<bool> ApproveAsync()
    {
        var seen = Progress.Revision;
        return SaveAsync((actor, id, ct) => desk.Commands.ApproveAsync(actor, id, Draft.DraftId, seen, ct));
    }

    private Task<bool> SendBackAsync() => SaveAsync((actor, id, ct) => desk.Commands.SendBackAsync(actor, id, Draft.DraftId, _reason ?? "", ct));

    private async Task PublishAsync()
    {
        var (seen, version) = (Progress.Revision, Guid.Empty);
        if (await SaveAsync(async (actor, id, ct) => version = await desk.Commands.PublishAsync(actor, id, Draft.DraftId, _publishNote, ct, seen)))
        {
            navigation.NavigateTo(PlanLinks.Version(version));
        }
    }

    private async Task DiscardAsync()
    {
        if (await SaveAsync((actor, id, ct) => desk.Commands.DiscardDraftAsync(actor, id, Draft.DraftId, ct)))
        {
            navigation.NavigateTo("/plans");
        }
    }

    private Task<bool> SaveAsync(Func<Actor, Guid, CancellationToken, Task> work) => desk.SaveAsync(_saving, work, StateHasChanged);
}
