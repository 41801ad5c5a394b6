using DrConsole.Platform;
using DrConsole.Plans;
using DrConsole.Web.Access;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Forms;
using Microsoft.JSInterop;

namespace DrConsole.Web.Plans;

/// <summary>Takes a document as a file or as text, and opens the preview of what became of it.</summary>
public sealed partial class ImportPage(PlanCommands commands, CurrentActor current, NavigationManager navigation, IJSRuntime browser, TimeProvider clock)
{
    private const string PastedName = "pasted.md";

    private ElementReference _text;
    private string? _fileError;
    private string? _textError;
    private bool _isWorking;

    private bool IsReady => RendererInfo.IsInteractive && !_isWorking;

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

    private async Task<Guid> ImportAsync(string fileName, Stream content)
    {
        var text = await PlanUpload.ReadAsync(content, Left);
        return await commands.ImportAsync(await current.GetAsync(), Guid.CreateVersion7(clock.GetUtcNow()), fileName, text, Left);
    }

    /// <summary>Does it, and opens the draft; a refusal becomes the sentence at the field.</summary>
    private async Task<string?> AttemptAsync(Func<Task<Guid>> import)
    {
        (_isWorking, _fileError, _textError) = (true, null, null);
        try
        {
            navigation.NavigateTo(PlanLinks.Draft(await import()));
            return null;
        }
        catch (Exception refusal) when (refusal is RefusedException or NotPermittedException)
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
