using DrConsole.Platform;
using DrConsole.Plans;
using DrConsole.Web.Shell;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Forms;
using Microsoft.JSInterop;

namespace DrConsole.Web.Plans;

/// <summary>Takes a document as a file or as text, and opens the preview of what became of it.</summary>
public sealed partial class ImportPage(PlanDesk desk, IPlanQueries queries, NavigationManager navigation, IJSRuntime browser)
{
    private const string PastedName = "pasted.md";

    private ElementReference _text;
    private Load<PlanSummary> _plans = new();
    private Guid _planId;
    private string? _fileError;
    private string? _textError;
    private bool _isWorking;

    /// <summary>The plan that gets a next version, when the page was opened from one.</summary>
    [SupplyParameterFromQuery(Name = "plan")]
    public Guid? ForPlan { get; set; }

    [Inject]
    public required ILogger<ImportPage> Logger { get; set; }

    private bool IsReady => RendererInfo.IsInteractive && !_isWorking;

    protected override async Task OnInitializedAsync()
    {
        _planId = ForPlan ?? Guid.Empty;
        await RefreshAsync();
    }

    private async Task RefreshAsync() => _plans = await _plans.RefreshAsync(queries.ListAsync, Logger, Left);

    private async Task ImportFileAsync(InputFileChangeEventArgs chosen)
    {
        var file = chosen.File;
        if (file.Size > PlanUpload.MaxBytes)
        {
            _fileError = PlanUpload.TooLarge(file.Size);
            return;
        }

        _fileError = await AttemptAsync(async () =>
        {
            await using var content = file.OpenReadStream(PlanUpload.MaxBytes, Left);
            return await ImportAsync(file.Name, content);
        });
    }

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
            var draft = await ImportAsync(PastedName, content);
            await browser.InvokeVoidAsync("drconsole.clearDraft", Left, "plan-import");
            return draft;
        });
    }

    private Task<Guid> ImportAsync(string fileName, Stream content) =>
        desk.ImportAsync(fileName, content, _planId == Guid.Empty ? null : _planId, Left);

    /// <summary>Does it, and opens the draft; a refusal becomes the sentence at the field.</summary>
    private async Task<string?> AttemptAsync(Func<Task<Guid>> import)
    {
        (_isWorking, _fileError, _textError) = (true, null, null);
        try
        {
            navigation.NavigateTo(PlanLinks.Draft(await import()));
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
