namespace DrConsole.Platform;

/// <summary>A program to run, without a shell: each argument reaches it as it is.</summary>
/// <param name="Program">Name in PATH or absolute path.</param>
public sealed record ChildCommand(string Program, IReadOnlyList<string> Arguments)
{
    /// <summary>Variables beside the few that every child gets (PATH, LANG, TZ). No secrets: a file of mode 0600 carries those.</summary>
    public IReadOnlyDictionary<string, string> Environment { get; init; } = new Dictionary<string, string>(StringComparer.Ordinal);

    public string? WorkingDirectory { get; init; }

    /// <summary>True to write to its standard input; otherwise that is closed at once.</summary>
    public bool HasInput { get; init; }

    /// <summary>Id of the run, restore or verification that it serves, so that children of a killed console can be found.</summary>
    public Guid? Serves { get; init; }

    /// <summary>Texts that must not appear in what it says on standard error, e.g. a password that a program repeats.</summary>
    public IReadOnlyList<SecretText> Redacted { get; init; } = [];
}

/// <summary>How a child ended.</summary>
/// <param name="Code">Its exit code; 128 + n after signal n.</param>
/// <param name="Said">The end of its standard error, without secrets and safe to show.</param>
public sealed record ChildExit(int Code, string Said)
{
    public bool IsClean => Code == 0;
}
