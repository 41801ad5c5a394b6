using DrConsole.Backups.Format;
using DrConsole.Platform;

namespace DrConsole.Backups.Sources.Tools;

/// <summary>What a program of the administrator's writes to its standard output. Only programs that this machine's configuration names are run: who may edit a policy may not thereby run anything.</summary>
internal sealed class CommandSource(CommandSettings settings, IReadOnlyList<string> allowed, TimeProvider clock) : IBackupSource
{
    /// <inheritdoc/>
    public Task<SourceCheck> CheckAsync(CancellationToken ct)
    {
        if (!settings.Program.StartsWith('/') || Path.GetFullPath(settings.Program) != settings.Program)
        {
            throw new RefusedException("command_relative", $"{settings.Program} is no absolute path. Name the program by its whole path.");
        }

        if (!allowed.Contains(settings.Program, StringComparer.Ordinal))
        {
            throw new RefusedException("command_not_allowed", $"{settings.Program} may not be run by policies on this machine. Whoever runs the console can allow it: add it to DRCONSOLE_ALLOWED_COMMANDS and restart.");
        }

        return File.Exists(settings.Program)
            ? Task.FromResult(new SourceCheck(null, settings.Program, null, []))
            : throw new RefusedException("program_missing", $"{settings.Program} is not on this machine.");
    }

    /// <inheritdoc/>
    public async Task<ISourceSession> OpenAsync(SourceContext context, CancellationToken ct)
    {
        ArgumentNullException.ThrowIfNull(context);
        await CheckAsync(ct);
        var remarks = new List<string>();
        return new SimpleSession(
            clock.GetUtcNow(),
            [new("output", StreamFormat.Raw, settings.Program, settings.LeastBytes, _ => Task.FromResult<IProducer>(ChildProducer.Start(new(settings.Program, settings.Arguments) { Serves = context.RunId }, tellWarnings: remarks.Add)))],
            _ => Task.FromResult(new SourceFacts { ServerIdentity = Environment.MachineName, Endpoint = settings.Program, Remarks = remarks }));
    }
}
