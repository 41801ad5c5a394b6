using System.Globalization;

namespace DrConsole.Tests.Support;

/// <summary>Looks at arguments and environment of every process that the tests start, again and again while something goes on.</summary>
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
        var working = Task.Run(work, ct);
        while (!working.IsCompleted)
        {
            Look(secrets, programs, exposures);
            await Task.WhenAny(working, Task.Delay(Pause, ct));
        }

        await working;
        return new(programs, exposures);
    }

    private static void Look(string[] secrets, HashSet<string> programs, HashSet<string> exposures)
    {
        foreach (var id in Directory.EnumerateDirectories("/proc").Select(Path.GetFileName).Where(name => int.TryParse(name, CultureInfo.InvariantCulture, out var pid) && pid != Environment.ProcessId && Children.AreOurs(pid)))
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
