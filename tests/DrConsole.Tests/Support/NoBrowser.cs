using Microsoft.JSInterop;

namespace DrConsole.Tests.Support;

/// <summary>Stands where a browser would: a page that is only rendered asks nothing of it.</summary>
internal sealed class NoBrowser : IJSRuntime
{
    public ValueTask<TValue> InvokeAsync<TValue>(string identifier, object?[]? args) => throw new NotSupportedException();

    public ValueTask<TValue> InvokeAsync<TValue>(string identifier, CancellationToken cancellationToken, object?[]? args) => throw new NotSupportedException();
}
