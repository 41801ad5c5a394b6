namespace DrConsole.Platform;

/// <summary>Somebody else changed the same thing between reading and writing. Nothing was saved.</summary>
public class StaleException(string? message = null)
    : Exception(message ?? "Somebody else changed this a moment ago. Look again before you decide.");
