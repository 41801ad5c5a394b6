using DrConsole.Plans.Review;
using DrConsole.Web.Shell;
using Microsoft.AspNetCore.Components;

namespace DrConsole.Web.Plans.Review;

/// <summary>Imports that nobody has applied or discarded yet, so that none is forgotten. Shows nothing when there is none.</summary>
public sealed partial class WaitingImports(IImportQueries imports)
{
    private IReadOnlyList<PlanImportRow>? _rows;

    /// <summary>Another value has them read again.</summary>
    [Parameter]
    public object? Seen { get; set; }

    protected override async Task OnParametersSetAsync()
    {
        try
        {
            _rows = await imports.WaitingAsync(CancellationToken.None);
        }
        catch (Exception failure) when (Outage.Is(failure))
        {
            // The page itself says that the database is away.
        }
    }
}
