using DrConsole.Backups.Sources;

namespace DrConsole.Backups.Runs;

/// <summary>Makes a source of its settings and secrets.</summary>
public delegate IBackupSource OpenSource(SourceSettings settings, SourceSecrets secrets);
