using BenchmarkDotNet.Configs;
using BenchmarkDotNet.Jobs;
using BenchmarkDotNet.Running;
using BenchmarkDotNet.Toolchains.InProcess.Emit;

// In this process: the machine that measures has two cores and no time for a build per benchmark.
BenchmarkSwitcher.FromAssembly(typeof(Program).Assembly).Run(
    args.Length == 0 ? ["--filter", "*"] : args,
    DefaultConfig.Instance.WithArtifactsPath("artifacts/benchmarks").AddJob(Job.ShortRun.WithToolchain(InProcessEmitToolchain.Instance)));
