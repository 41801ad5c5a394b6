namespace DrConsole.Verification;

/// <summary>This machine cannot carry out an examination. It says nothing about the backup. The message names cause and cure.</summary>
internal sealed class NotVerifiableException(string message) : Exception(message);
