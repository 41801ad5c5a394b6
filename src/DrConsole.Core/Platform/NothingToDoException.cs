namespace DrConsole.Platform;

/// <summary>Thrown by work inside a change to undo it without a trace: there was nothing to do after all. Its caller catches it.</summary>
internal sealed class NothingToDoException() : Exception("There was nothing to do.");
