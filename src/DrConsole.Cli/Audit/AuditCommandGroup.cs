using System.CommandLine;
using System.Text.Json;
using DrConsole.Audit;
using DrConsole.Cli.Database;
using DrConsole.Platform;

namespace DrConsole.Cli.Audit;

/// <summary><c>audit</c>: the hash chains.</summary>
internal static class AuditCommandGroup
{
    private const int Broken = 1;

    public static Command Create()
    {
        var json = new Option<bool>("--json");
        var verify = new Command("verify", "Recompute every chain and published plan; exit 1 and the first broken entry when something was changed") { json };
        verify.SetAction(async (parsed, ct) =>
        {
            await using var core = new CoreServices();
            var verdict = await core.Get<AuditCheck>().VerifyAsync(ct);
            Console.WriteLine(parsed.GetValue(json) ? JsonSerializer.Serialize(verdict, CanonicalJson.Options) : Describe(verdict));
            return verdict.IsIntact ? 0 : Broken;
        });
        return new("audit", "The audit chains") { verify };
    }

    private static string Describe(AuditVerdict verdict) => verdict.IsIntact
        ? $"Intact: {verdict.Entries} entries in {verdict.Chains} chains, {verdict.PlanVersions} published plan versions."
        : string.Join(Environment.NewLine, verdict.Faults.Select(fault => $"BROKEN {fault.Chain}, entry {fault.Sequence}{(fault.EntryId is { } id ? $" ({id})" : "")}: {fault.What}"));
}
