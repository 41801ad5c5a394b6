using DrConsole.Plans.Review;
using DrConsole.Platform;
using Microsoft.AspNetCore.Components.Forms;

namespace DrConsole.Web.Plans.Review;

/// <summary>A chosen file while it is being read.</summary>
public sealed class UploadedFile(IBrowserFile file)
{
    public string Name => file.Name;

    /// <summary>Bytes.</summary>
    public long Size => file.Size;

    /// <summary>Bytes that have arrived.</summary>
    public long Read { get; private set; }

    /// <summary>The text; null until it is whole.</summary>
    public string? Text { get; private set; }

    /// <summary>Why it cannot be imported; null while nothing speaks against it.</summary>
    public string? Fault { get; private set; }

    /// <summary>Reads it, and tries whether it can be imported.</summary>
    /// <param name="moved">Called as bytes arrive.</param>
    public async Task ReadAsync(Action moved, CancellationToken ct)
    {
        if (Size > PlanUpload.MaxBytes)
        {
            Fault = PlanUpload.TooLarge(Size);
            return;
        }

        try
        {
            await using var content = file.OpenReadStream(PlanUpload.MaxBytes, ct);
            var text = await PlanUpload.ReadAsync(content, ct, read =>
            {
                Read = read;
                moved();
            });
            Fault = ImportDesk.Fault(new(Name, text));
            Text = text;
        }
        catch (RefusedException refusal)
        {
            Fault = refusal.Message;
        }
        catch (IOException)
        {
            Fault = "The file did not arrive whole. Choose it again.";
        }
    }

    /// <summary>The file as it is imported.</summary>
    public ImportedFile Imported() => new(Name, Text ?? "");
}
