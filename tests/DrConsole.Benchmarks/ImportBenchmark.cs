using System.Globalization;
using System.Text;
using BenchmarkDotNet.Attributes;
using DrConsole.Plans;
using DrConsole.Plans.Import;
using Markdig;

namespace DrConsole.Benchmarks;

/// <summary>Reading a plan of 70 kB, against the least that any reader of Markdown must do: parse it.</summary>
[MemoryDiagnoser]
public class ImportBenchmark
{
    private static readonly MarkdownPipeline Pipeline = new MarkdownPipelineBuilder().UseAdvancedExtensions().Build();
    private string _text = "";

    [GlobalSetup]
    public void Write()
    {
        var text = new StringBuilder("# Recovery plan of the shop\n\n");
        for (var n = 1; text.Length < 70_000; n++)
        {
            text.Append(CultureInfo.InvariantCulture, $"""
                ## Scenario {n}: Store {n} lost

                **RTO:** {n % 8 + 1} hours, **RPO:** 15 minutes

                ### Recovery steps

                1. Stop the writers of store {n}
                   - Tell the on-call engineer
                2. Restore the newest backup
                   ```bash
                   pg_restore --dbname=store{n} store{n}.dump
                   ```
                3. Check the balances

                | Backup | Frequency | Retention | Location |
                |--------|-----------|-----------|----------|
                | Store {n} | Daily at 2:00 AM UTC | 30 days | Object storage, second region |

                - [ ] Store {n} answers
                - [ ] Orders are taken again


                """);
        }

        _text = text.ToString();
    }

    [Benchmark(Baseline = true)]
    public int Parse() => Markdown.Parse(_text, Pipeline).Count;

    [Benchmark]
    public ImportedPlan Import() => PlanImporter.Import("plan.md", _text);
}
