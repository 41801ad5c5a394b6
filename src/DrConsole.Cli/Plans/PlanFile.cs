using DrConsole.Plans;
using DrConsole.Plans.Import;
using DrConsole.Platform;

namespace DrConsole.Cli.Plans;

/// <summary>A plan in a file, read as the console would import it.</summary>
internal static class PlanFile
{
    /// <summary>Exit code for a file that cannot be read, or is no plan.</summary>
    public const int Refused = 2;

    /// <summary>Hands the plan on, or says in one sentence why it cannot be read. Returns the exit code.</summary>
    public static int Use(string path, TextWriter error, Func<ImportedPlan, int> work)
    {
        try
        {
            return work(PlanImporter.Import(Path.GetFileName(path), Bytes(path)));
        }
        catch (RefusedException refused)
        {
            error.WriteLine(refused.Message);
            return Refused;
        }
        catch (Exception unreadable) when (unreadable is IOException or UnauthorizedAccessException)
        {
            error.WriteLine($"The file {path} cannot be read: {unreadable.Message}");
            return Refused;
        }
    }

    private static byte[] Bytes(string path)
    {
        // A device or a huge file must not fill the memory before the importer can refuse it.
        using var stream = File.OpenRead(path);
        using var kept = new MemoryStream();
        var buffer = new byte[81920];
        for (var read = stream.Read(buffer); read > 0 && kept.Length <= PlanImporter.MaxBytes; read = stream.Read(buffer))
        {
            kept.Write(buffer, 0, read);
        }

        return kept.ToArray();
    }
}
