namespace DrConsole.Verification;

/// <summary>An examination under way: what was passed, and how long each part took.</summary>
internal sealed class Examination(TimeProvider clock, IProgress<string>? progress)
{
    private readonly List<VerificationStep> _steps = [];
    private readonly SortedSet<string> _tools = new(StringComparer.Ordinal);

    /// <summary>Highest level that was passed.</summary>
    public VerificationLevel? Reached { get; private set; }

    public IReadOnlyList<string> Protections { get; set; } = [];

    public long BytesRead { get; set; }

    public int TablesCompared { get; set; }

    public IReadOnlyList<string> Differences { get; set; } = [];

    public List<string> Remarks { get; } = [];

    public VerificationReport Report => new()
    {
        Steps = _steps, Tools = [.. _tools], Protections = Protections, BytesRead = BytesRead, TablesCompared = TablesCompared, Differences = Differences, Remarks = Remarks,
    };

    /// <summary>Carries a part out and measures it.</summary>
    /// <param name="work">Returns what it found, in words.</param>
    public async Task StepAsync(string name, Func<Task<string>> work)
    {
        progress?.Report(name);
        var started = clock.GetTimestamp();
        try
        {
            Add(name, started, await work());
        }
        catch (Exception failure) when (failure is not OperationCanceledException)
        {
            Add(name, started, failure.Message);
            throw;
        }
    }

    /// <summary>Adds parts that were measured elsewhere.</summary>
    public void Add(IEnumerable<VerificationStep> steps) => _steps.AddRange(steps);

    public void Use(string? tool)
    {
        if (tool is not null)
        {
            _tools.Add(tool);
        }
    }

    public void Pass(VerificationLevel level) => Reached = level;

    private void Add(string name, long started, string result) => _steps.Add(new(name, Math.Round(clock.GetElapsedTime(started).TotalSeconds, 3), result));
}

/// <summary>The backup did not pass. The message names cause and cure.</summary>
/// <param name="isCopyDamaged">The stored bytes are not those of the manifest.</param>
internal sealed class ExaminationFailedException(string message, bool isCopyDamaged = false) : Exception(message)
{
    public bool IsCopyDamaged => isCopyDamaged;
}
