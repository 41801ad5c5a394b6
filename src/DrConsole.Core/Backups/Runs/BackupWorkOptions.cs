using System.Globalization;

namespace DrConsole.Backups.Runs;

/// <summary>What part this node takes in taking backups.</summary>
/// <param name="RunsAtOnce">Runs that this node works on at the same time; 0 leaves scheduling, runs and watching to other nodes.</param>
public sealed record BackupWorkOptions(int RunsAtOnce)
{
    /// <summary>Environment variable that sets it.</summary>
    public const string Variable = "DRCONSOLE_BACKUP_RUNS";

    /// <summary>Environment variable that sets <see cref="RetentionAfter"/>, in seconds.</summary>
    public const string RetentionVariable = "DRCONSOLE_RETENTION_AFTER";

    private const int Usual = 2;
    private const int Most = 64;
    private const int MostSeconds = 86_400;

    /// <summary>How long after its start this node first looks for old backups to remove: it measures its clock before, and stores that come up later are given a moment.</summary>
    public TimeSpan RetentionAfter { get; init; } = TimeSpan.FromMinutes(5);

    /// <summary>Reads the settings' texts.</summary>
    /// <exception cref="InvalidOperationException">One is no number in its bounds.</exception>
    public static BackupWorkOptions Read(Func<string, string?> setting)
    {
        ArgumentNullException.ThrowIfNull(setting);
        var usual = new BackupWorkOptions(Usual);
        return new(Number(setting, Variable, Most, "backups that this node takes at once") ?? usual.RunsAtOnce)
        {
            RetentionAfter = Number(setting, RetentionVariable, MostSeconds, "seconds after its start at which this node first removes old backups") is { } seconds ? TimeSpan.FromSeconds(seconds) : usual.RetentionAfter,
        };
    }

    private static int? Number(Func<string, string?> setting, string variable, int most, string what) => setting(variable) is not { } text || string.IsNullOrWhiteSpace(text) ? null
        : int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number <= most ? number
        : throw new InvalidOperationException($"{variable} is “{text}”: set it to the number of {what}, 0 to {most}.");
}
