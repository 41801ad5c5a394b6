using Microsoft.AspNetCore.Components;

namespace DrConsole.Web.Shell;

/// <summary>
/// Time since an instant, or time left until one, ticking in the browser without traffic. Once a deadline has passed it counts up and says "over by".
/// With <see cref="Since"/> and <see cref="StoppedAt"/> it stands still.
/// </summary>
public sealed partial class Elapsed(TimeProvider clock)
{
    [Parameter]
    public DateTimeOffset? Since { get; set; }

    [Parameter]
    public DateTimeOffset? Until { get; set; }

    /// <summary>When the clock was stopped; the browser then leaves it alone.</summary>
    [Parameter]
    public DateTimeOffset? StoppedAt { get; set; }

    private DateTimeOffset Now => StoppedAt ?? clock.GetUtcNow();

    private bool IsOver => Until is { } until && Now > until;

    private string Text => (Since, Until) switch
    {
        ({ } since, _) => Durations.Clock(Now - since),
        (_, { } until) when IsOver => $"over by {Durations.Clock(Now - until)}",
        (_, { } until) => Durations.Clock(until - Now),
        _ => string.Empty,
    };
}
