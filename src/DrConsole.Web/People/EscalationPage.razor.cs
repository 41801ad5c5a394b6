using DrConsole.Plans;
using DrConsole.Web.Plans;
using DrConsole.Web.Shell;
using Microsoft.AspNetCore.Components;

namespace DrConsole.Web.People;

/// <summary>Simulates the escalation of a version or a draft. The address carries the choice.</summary>
public sealed partial class EscalationPage(PlanShelf shelf, ILogger<EscalationPage> logger)
{
    private Load<EscalationSubject> _subject = new();

    [Parameter]
    public Guid? VersionId { get; set; }

    [Parameter]
    public Guid? DraftId { get; set; }

    [SupplyParameterFromQuery(Name = "tier")]
    public string? Tier { get; set; }

    [SupplyParameterFromQuery(Name = "at")]
    public string? At { get; set; }

    [SupplyParameterFromQuery(Name = "zone")]
    public string? Zone { get; set; }

    private string Here => VersionId is { } version ? PlanLinks.Escalation(version) : PlanLinks.DraftEscalation(DraftId ?? Guid.Empty);

    protected override Task OnParametersSetAsync() => RefreshAsync();

    private async Task RefreshAsync() => _subject = await _subject.RefreshOneAsync(ReadAsync, logger, Left);

    private async Task<EscalationSubject?> ReadAsync(CancellationToken ct) =>
        VersionId is { } versionId
            ? await shelf.VersionAsync(versionId, ct) is { } version ? new(version.Document, $"{version.Summary.Title}, version {version.Summary.Number}", PlanLinks.Version(versionId, "contacts")) : null
            : await shelf.DraftAsync(DraftId ?? Guid.Empty, ct) is { } draft ? new(draft.Document, $"Draft: {draft.Document.Meta.Title}", PlanLinks.Draft(draft.DraftId)) : null;
}

/// <summary>The plan whose escalation is simulated.</summary>
/// <param name="Back">Address of the page that it was reached from.</param>
public sealed record EscalationSubject(PlanDocument Plan, string Title, string Back);
