using DrConsole.Plans;
using DrConsole.Plans.Review;
using DrConsole.Platform;
using DrConsole.Web.Shell;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Forms;
using Microsoft.JSInterop;

namespace DrConsole.Web.Plans.Review;

/// <summary>Takes documents as files or as text, and opens what became of them to be looked through.</summary>
public sealed partial class ImportPage(ImportDesk desk, IPlanQueries queries, NavigationManager navigation, IJSRuntime browser)
{
    private const string PastedName = "pasted.md";

    private ElementReference _text;
    private Load<PlanSummary> _plans = new();
    private List<UploadedFile> _reading = [];
    private Guid _planId;
    private string? _fileError;
    private string? _textError;
    private bool _isWorking;

    /// <summary>The plan that gets a next version, when the page was opened from one.</summary>
    [SupplyParameterFromQuery(Name = "plan")]
    public string? ForPlan { get; set; }

    [Inject]
    public required ILogger<ImportPage> Logger { get; set; }

    private bool IsReady => RendererInfo.IsInteractive && !_isWorking;

    protected override async Task OnInitializedAsync()
    {
        _planId = AddressValue.Id(ForPlan) ?? Guid.Empty;
        await RefreshAsync();
    }

    private async Task RefreshAsync() => _plans = await _plans.RefreshAsync(queries.ListAsync, Logger, Left);

    private async Task ReadFilesAsync(InputFileChangeEventArgs chosen)
    {
        (_reading, _fileError) = ([], null);
        if (chosen.FileCount > ImportCommands.MaxFiles)
        {
            _fileError = $"These are {chosen.FileCount} files; {ImportCommands.MaxFiles} fit into one import.";
            return;
        }

        _reading = [.. chosen.GetMultipleFiles(ImportCommands.MaxFiles).Select(file => new UploadedFile(file))];
        if (_reading.Sum(file => file.Size) > ImportCommands.MaxBytes)
        {
            (_fileError, _reading) = (PlanUpload.TooLargeTogether, []);
            return;
        }

        _isWorking = true;
        try
        {
            foreach (var file in _reading)
            {
                await file.ReadAsync(StateHasChanged, Left);
            }
        }
        finally
        {
            _isWorking = false;
        }

        if (_reading.TrueForAll(file => file.Fault is null))
        {
            await ImportReadAsync();
        }
    }

    private async Task ImportReadAsync() =>
        _fileError = await AttemptAsync(() => desk.ProposeAsync([.. _reading.Where(file => file.Fault is null).Select(file => file.Imported())], Plan, Left));

    private async Task ImportTextAsync()
    {
        _textError = await AttemptAsync(async () =>
        {
            // A stream, because a pasted plan is larger than one message of a circuit may be.
            await using var pasted = await browser.InvokeAsync<IJSStreamReference>("drconsole.streamOf", Left, _text);
            if (pasted.Length > PlanUpload.MaxBytes)
            {
                throw new RefusedException("plan_too_large", PlanUpload.TooLarge(pasted.Length));
            }

            await using var content = await pasted.OpenReadStreamAsync(PlanUpload.MaxBytes, Left);
            var import = await desk.ProposeAsync([new(PastedName, await PlanUpload.ReadAsync(content, Left))], Plan, Left);
            await browser.InvokeVoidAsync("drconsole.clearDraft", Left, "plan-import");
            return import;
        });
    }

    private Guid? Plan => _planId == Guid.Empty ? null : _planId;

    /// <summary>Does it, and opens the import; a refusal becomes the sentence at the field.</summary>
    private async Task<string?> AttemptAsync(Func<Task<Guid>> import)
    {
        (_isWorking, _fileError, _textError) = (true, null, null);
        try
        {
            navigation.NavigateTo(PlanLinks.Review(await import()));
            return null;
        }
        catch (Exception refusal) when (refusal is RefusedException or NotPermittedException or NotFoundException)
        {
            return refusal.Message;
        }
        catch (IOException)
        {
            return "The document did not arrive whole. Choose it again.";
        }
        finally
        {
            _isWorking = false;
        }
    }

    private static string? Invalid(string? error) => error is null ? null : "true";
}
