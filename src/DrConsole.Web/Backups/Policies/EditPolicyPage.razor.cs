using DrConsole.Backups.Policies;
using DrConsole.Web.Shell;
using Microsoft.AspNetCore.Components;

namespace DrConsole.Web.Backups.Policies;

/// <summary>Changes a policy as a whole. What somebody else changed meanwhile is noticed when it is saved.</summary>
public sealed partial class EditPolicyPage(PolicyChoicesRead read, IPolicyQueries queries, ILogger<EditPolicyPage> logger)
{
    private Load<PolicyView> _policy = new();
    private PolicyChoices? _choices;
    private PolicyForm? _form;

    [Parameter]
    public Guid PolicyId { get; set; }

    protected override Task OnInitializedAsync() => ReadAsync();

    private async Task ReadAsync() => _policy = await _policy.RefreshOneAsync(ReadPolicyAsync, logger, Left);

    private async Task<PolicyView?> ReadPolicyAsync(CancellationToken ct)
    {
        var view = await queries.FindAsync(PolicyId, ct);
        _choices = await read.ReadAsync(ct);
        _form = view is null ? null : PolicyForm.Of(view.Draft);
        return view;
    }
}
