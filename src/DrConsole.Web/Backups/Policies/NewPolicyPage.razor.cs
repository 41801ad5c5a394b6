using DrConsole.Backups.Policies;
using DrConsole.Web.Shell;
using Microsoft.AspNetCore.Components;

namespace DrConsole.Web.Backups.Policies;

/// <summary>Defines a policy, from nothing or from what a published plan says.</summary>
public sealed partial class NewPolicyPage(PolicyChoicesRead read, IPolicyQueries policies, ILogger<NewPolicyPage> logger)
{
    private Load<PolicyChoices> _choices = new();
    private PolicyForm _form = new();
    private PolicyProposal? _proposal;

    /// <summary>Key of the plan's backup policy to begin from.</summary>
    [SupplyParameterFromQuery]
    public string? Plan { get; set; }

    protected override Task OnInitializedAsync() => ReadAsync();

    private async Task ReadAsync()
    {
        _choices = await _choices.RefreshOneAsync(ReadChoicesAsync, logger, Left);
        if (_choices.Items is [{ Categories: [var only] }] && _form.KeyCategory.Length == 0)
        {
            _form.KeyCategory = only; // where there is nothing to choose, nobody is asked
        }
    }

    private async Task<PolicyChoices?> ReadChoicesAsync(CancellationToken ct)
    {
        var choices = await read.ReadAsync(ct);
        if (Plan is { Length: > 0 } key && _proposal is null)
        {
            _proposal = (await policies.ProposalsAsync(ct)).FirstOrDefault(proposal => proposal.PlanItemKey == key);
            _form = _proposal is { } found ? PolicyForm.Of(found) : _form;
        }

        return choices;
    }
}
