using System.CommandLine;
using System.Text.Json;
using DrConsole.Backups.Policies;
using DrConsole.Backups.Runs;
using DrConsole.Cli.Database;
using DrConsole.Platform;

namespace DrConsole.Cli.Backups;

/// <summary><c>backup run --policy NAME</c>: asks the console for a run now, e.g. before a deployment, and waits for its end when told to.</summary>
internal sealed class PolicyRun
{
    public Option<string?> Policy { get; } = new("--policy") { Description = "Name of a policy of the console (or of its source): the console's nodes carry it out. Needs the console's database." };

    public Option<bool> Wait { get; } = new("--wait") { Description = "Wait for the end of the policy's run; the exit code says how it ended." };

    public Option<double> TimeoutMinutes { get; } = new("--timeout-minutes") { DefaultValueFactory = _ => 24 * 60, Description = "With --wait: give up waiting after so long (exit code 3). The run goes on." };

    /// <summary>Returns the exit code.</summary>
    public async Task<int> RunAsync(ParseResult parsed, string name, bool json, CancellationToken ct)
    {
        await using var core = new CoreServices();
        var policies = await core.Get<IPolicyQueries>().ListAsync(ct);
        var policy = policies.FirstOrDefault(row => string.Equals(row.Name, name, StringComparison.OrdinalIgnoreCase)) ?? policies.FirstOrDefault(row => row.Source == name)
            ?? throw new RefusedException("policy_unknown", $"There is no policy “{name}”. There are: {string.Join(", ", policies.Select(row => row.Name))}.");
        var runId = await core.Get<RunCommands>().StartAsync(core.Operator, core.NewCommandId(), policy.Id, RunTrigger.Demand, ct);
        var run = parsed.GetValue(Wait)
            ? await core.Get<RunWait>().ForEndAsync(runId, TimeSpan.FromMinutes(parsed.GetValue(TimeoutMinutes)), ct, Stages())
            : await core.Get<IRunQueries>().FindAsync(runId, ct);
        Console.Out.WriteLine(json ? JsonSerializer.Serialize(run, CanonicalJson.Options) : Sentence(run!.Row));
        return parsed.GetValue(Wait) ? ExitCode(run!.Row.State) : BackupExit.Done;
    }

    private static Action<RunView> Stages()
    {
        var last = "";
        return run =>
        {
            var stage = run.Row.Stage ?? (run.Row.State == RunState.Waiting ? "waiting for a node of the console to take it" : $"{run.Row.State}");
            if (stage != last)
            {
                Console.Error.WriteLine(Terminal.Plain(stage));
            }

            last = stage;
        };
    }

    private static string Sentence(RunRow run) =>
        $"Run {run.Id} of {Terminal.Plain(run.PolicyName)}: {run.State}.{(run.BackupId is { } backup && run.IsEnded ? $" Backup {backup}, {Sizes.Say(run.PlainBytes)} read." : "")} {Terminal.Plain(run.Fault)}".TrimEnd();

    private static int ExitCode(RunState state) => state switch
    {
        RunState.Succeeded => BackupExit.Done,
        RunState.Degraded => BackupExit.Degraded,
        RunState.Cancelled => BackupExit.Cancelled,
        RunState.Waiting or RunState.Running => BackupExit.OutOfReach,
        _ => BackupExit.Failed,
    };
}
