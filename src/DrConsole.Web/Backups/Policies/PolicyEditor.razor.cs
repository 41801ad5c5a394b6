using DrConsole.Access;
using DrConsole.Backups.Policies;
using DrConsole.Web.Shell;
using Microsoft.AspNetCore.Components;

namespace DrConsole.Web.Backups.Policies;

/// <summary>Makes or changes a policy. Faults stand beside their fields once somebody tried to save; what it cannot keep is said at once.</summary>
public sealed partial class PolicyEditor(IPolicyQueries queries, PolicyCommands commands, BackupDesk desk, NavigationManager navigation, ILogger<PolicyEditor> logger)
{
    private Saving _saving = default!;
    private Load<PolicyExamination> _examined = new();
    private bool _isTried;

    [Parameter, EditorRequired]
    public required PolicyForm Form { get; set; }

    [Parameter, EditorRequired]
    public required PolicyChoices Choices { get; set; }

    /// <summary>The policy that is changed; null makes a new one.</summary>
    [Parameter]
    public Guid? PolicyId { get; set; }

    /// <summary>The version that the form was filled from.</summary>
    [Parameter]
    public uint? SeenVersion { get; set; }

    [Parameter]
    public bool HasPassword { get; set; }

    [Parameter]
    public bool HasMaterial { get; set; }

    /// <summary>Cancelled when the page is left.</summary>
    [Parameter]
    public CancellationToken Left { get; set; }

    private IReadOnlyList<PolicyFault> Faults => [.. Form.TypingFaults(), .. _examined.Items is [{ } found] ? found.Faults : []];

    // A schedule that is not typed yet and a test that is chosen further down are no news to who is filling the form in.
    private IReadOnlyList<PolicyFinding> Findings => _examined.Items is [{ } found] ? found.Findings : [];

    protected override async Task OnInitializedAsync()
    {
        _saving = desk.NewSaving(Left);
        await ExamineAsync();
    }

    private async Task ExamineAsync() =>
        _examined = await _examined.RefreshOneAsync(async ct => (PolicyExamination?)await queries.ExamineAsync(Form.Draft(), PolicyId, ct), logger, Left);

    private async Task SaveAsync()
    {
        _isTried = true;
        await ExamineAsync();
        if (Faults.Count > 0)
        {
            return;
        }

        PolicySaved? saved = null;
        if (await desk.SaveAsync(_saving, async (actor, id, ct) => saved = await StoreAsync(actor, id, ct), StateHasChanged))
        {
            (Form.Password, Form.Material) = ("", "");
            navigation.NavigateTo(BackupLinks.Policy(saved!.Id));
        }
    }

    private Task<PolicySaved> StoreAsync(Actor actor, Guid commandId, CancellationToken ct) => PolicyId is { } policy
        ? commands.ChangeAsync(actor, commandId, policy, Form.Draft(), SeenVersion, ct)
        : commands.CreateAsync(actor, commandId, Form.Draft(), ct);

    private IReadOnlyList<string> Of(string field) => _isTried || IsAlwaysSaid(field)
        ? [.. Faults.Where(fault => string.Equals(fault.Field, field, StringComparison.OrdinalIgnoreCase)).Select(fault => fault.Text)] : [];

    private string? Invalid(string field) => Of(field).Count > 0 ? "true" : null;

    // What was typed wrong is said at once; what was not typed yet only when somebody tries to save.
    private bool IsAlwaysSaid(string field) => field switch
    {
        nameof(PolicyDraft.Cron) or nameof(PolicyDraft.RpoMinutes) or nameof(PolicyDraft.RtoMinutes) or nameof(PolicyDraft.LockDays) => true,
        nameof(PolicyDraft.StoreIds) => Form.StoreIds.Count > 0,
        _ => false,
    };
}
