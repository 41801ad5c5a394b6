using System.Globalization;

namespace DrConsole.Tests.Support;

/// <summary>Looks at arguments and environment of every process that is started while something goes on, again and again.</summary>
/// <param name="Programs">Names of the programs that were looked at: a scan that met none proves nothing.</param>
/// <param name="Exposures">Which program showed a secret, and where.</param>
internal sealed record SecretScan(IReadOnlySet<string> Programs, IReadOnlySet<string> Exposures)
{
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(2);

    /// <summary>Does the work and looks meanwhile.</summary>
    public static async Task<SecretScan> DuringAsync(Func<Task> work, params string[] secrets)
    {
        var ct = TestContext.Current.CancellationToken;
        var (programs, exposures) = (new HashSet<string>(StringComparer.Ordinal), new HashSet<string>(StringComparer.Ordinal));
        var before = Ours().ToHashSet(StringComparer.Ordinal); // test servers know their own secrets
        var working = Task.Run(work, ct);
        while (!working.IsCompleted)
        {
            Look(before, secrets, programs, exposures);
            await Task.WhenAny(working, Task.Delay(Pause, ct));
        }

        await working;
        return new(programs, exposures);
    }

    private static IEnumerable<string> Ours() => Directory.EnumerateDirectories("/proc").Select(folder => Path.GetFileName(folder))
        .Where(name => int.TryParse(name, CultureInfo.InvariantCulture, out var pid) && pid != Environment.ProcessId && Children.AreOurs(pid));

    private static void Look(HashSet<string> before, string[] secrets, HashSet<string> programs, HashSet<string> exposures)
    {
        foreach (var id in Ours().Where(id => !before.Contains(id)))
        {
            var program = Read($"/proc/{id}/comm").Trim();
            programs.Add(program);
            foreach (var place in (string[])["cmdline", "environ"])
            {
                var text = Read($"/proc/{id}/{place}");
                exposures.UnionWith(secrets.Where(secret => text.Contains(secret, StringComparison.Ordinal)).Select(_ => $"{program}: {place}"));
            }
        }
    }

    private static string Read(string file)
    {
        try
        {
            return File.ReadAllText(file);
        }
        catch (Exception gone) when (gone is IOException or UnauthorizedAccessException)
        {
            return "";
        }
    }
}
