using BenchmarkDotNet.Attributes;
using DrConsole.Demonstration;
using DrConsole.Plans;
using DrConsole.Plans.Compare;
using DrConsole.Plans.Doctor;
using DrConsole.Plans.Export;
using DrConsole.Plans.Import;
using DrConsole.Platform;

namespace DrConsole.Benchmarks;

/// <summary>What is done with a whole plan, against the least that any of it must do: read it from its stored bytes.</summary>
[MemoryDiagnoser]
public class PlanBenchmark
{
    private static readonly DateOnly Today = new(2026, 11, 21);
    private readonly string _text = DemonstrationPlan.Text();
    private PlanDocument _plan = default!;
    private byte[] _bytes = [];
    private string _export = "";

    [GlobalSetup]
    public void Import()
    {
        _plan = PlanImporter.Import("plan.md", _text).Document;
        _bytes = CanonicalJson.Bytes(_plan);
        _export = PlanMarkdown.Write(_plan);
    }

    [Benchmark(Baseline = true)]
    public PlanDocument Read() => PlanDocumentBytes.Read(_bytes);

    [Benchmark]
    public string Export() => PlanMarkdown.Write(_plan);

    [Benchmark]
    public ImportedPlan ImportOfTheExport() => PlanImporter.Import("plan.md", _export);

    [Benchmark]
    public int Compare() => PlanDiff.Between(_plan, PlanDocumentBytes.Read(_bytes)).Count;

    [Benchmark]
    public int Examine() => PlanDoctor.Examine(_plan, _text, Today).Count;
}
