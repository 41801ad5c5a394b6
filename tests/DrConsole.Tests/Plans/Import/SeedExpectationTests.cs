using System.Diagnostics;
using DrConsole.Plans.Import;
using DrConsole.Tests.Support;

namespace DrConsole.Tests.Plans.Import;

/// <summary>Runs the acceptance score where its files stand beside the repository; elsewhere there is nothing to compare with.</summary>
public sealed class SeedExpectationTests
{
    [Fact]
    public async Task The_acceptance_documents_are_understood_as_expected()
    {
        var (seeds, acceptance) = (Beside.Folder("seeds"), Beside.Folder("acceptance"));
        if (seeds is null || acceptance is null)
        {
            Assert.Skip("The acceptance documents do not stand beside this repository.");
        }

        if (!(Environment.GetEnvironmentVariable("PATH") ?? "").Split(':').Any(folder => File.Exists(Path.Combine(folder, "python3"))))
        {
            Assert.Skip("The acceptance documents are here, but python3, which scores them, is not.");
        }

        var start = new ProcessStartInfo("python3")
        {
            RedirectStandardOutput = true,
            UseShellExecute = false,
            ArgumentList =
            {
                Path.Combine(acceptance, "score.py"), "--documents", seeds, "--expected", acceptance,
                "--command", $"dotnet {typeof(DrConsole.Cli.Plans.PlanCommandGroup).Assembly.Location} plan inspect --json", "--recall", "0.9", "--precision", "0.9", "--explain",
            },
        };
        using var score = Process.Start(start)!;
        var said = await score.StandardOutput.ReadToEndAsync(TestContext.Current.CancellationToken);
        await score.WaitForExitAsync(TestContext.Current.CancellationToken);

        Assert.True(score.ExitCode == 0, said);
    }

    [Fact]
    public void Every_acceptance_document_keeps_its_lines()
    {
        var seeds = Beside.Folder("seeds");
        if (seeds is null)
        {
            Assert.Skip("The acceptance documents do not stand beside this repository.");
        }

        foreach (var file in Directory.EnumerateFiles(seeds))
        {
            Assert.InRange(PlanImporter.Import(file, File.ReadAllBytes(file)).Understood, 0.83, 1);
        }
    }
}
