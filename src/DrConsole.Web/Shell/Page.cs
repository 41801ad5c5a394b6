using Microsoft.AspNetCore.Components;

namespace DrConsole.Web.Shell;

/// <summary>A page whose reads end when the person leaves it.</summary>
public abstract class Page : ComponentBase, IDisposable
{
    private readonly CancellationTokenSource _leaving = new();

    protected Page() => Left = _leaving.Token;

    /// <summary>Cancelled when the page is left. Captured once, so that a late refresh sees "cancelled" and not a disposed source.</summary>
    protected CancellationToken Left { get; }

    /// <inheritdoc/>
    public void Dispose()
    {
        Dispose(disposing: true);
        GC.SuppressFinalize(this);
    }

    /// <summary>Ends what the page still reads.</summary>
    protected virtual void Dispose(bool disposing)
    {
        if (disposing)
        {
            _leaving.Cancel();
            _leaving.Dispose();
        }
    }
}
