using System.Globalization;
using DrConsole.Plans.Doctor;
using DrConsole.Web.Shell;
using Microsoft.AspNetCore.Components;

namespace DrConsole.Web.Plans.Doctor;

/// <summary>One finding: where it shows, its mend, and the choice to mend it or to live with it.</summary>
public sealed partial class FindingView(DoctorDesk desk)
{
    private const int MostShown = 6;
    private const int UsualDays = 90;

    private Saving _saving = default!;
    private string _reason = "";
    private DateOnly _until;

    [Parameter, EditorRequired]
    public required JudgedFinding Found { get; set; }

    [CascadingParameter]
    public required FindingContext Context { get; set; }

    private Finding Finding => Found.Finding;

    private DoctorDesk Desk => desk;

    private bool IsReady => RendererInfo.IsInteractive && !_saving.IsBusy;

    protected override void OnInitialized() => (_saving, _until) = (desk.NewSaving(Context.Left), desk.Today.AddDays(UsualDays));

    private Task MendAsync() => SaveAsync((id, ct) => desk.MendAsync(id, Context.DraftId!.Value, Finding, ct));

    private Task WaiveAsync() => SaveAsync((id, ct) => desk.WaiveAsync(id, Context.PlanId, Finding, _reason, _until, ct));

    private Task RevokeAsync() => SaveAsync((id, ct) => desk.RevokeAsync(id, Found.Waiver!.Id, ct));

    private async Task SaveAsync(Func<Guid, CancellationToken, Task> work)
    {
        if (await _saving.RunAsync(work, StateHasChanged))
        {
            await Context.Changed();
        }
    }

    private static string Iso(DateOnly day) => day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
}
