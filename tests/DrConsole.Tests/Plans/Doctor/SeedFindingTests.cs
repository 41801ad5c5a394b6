using DrConsole.Plans.Doctor;
using DrConsole.Plans.Import;
using DrConsole.Tests.Support;

namespace DrConsole.Tests.Plans.Doctor;

/// <summary>The faults that real plans have, where these stand beside the repository.</summary>
public sealed class SeedFindingTests
{
    public static TheoryData<string, string[]> Faults => new()
    {
        {
            "000",
            [
                "promise-contradicted:31", "restore-to-now:126", "retired-command:28", "retired-command:58", "retired-command:63", "secrets-in-clear:58", "hard-coded-restore-point:102", "danger-without-approval:120",
                "dump-stays-on-host:43", "log-retention-breaks-chain:18", "backup-failure-unnoticed:18", "scenario-without-detection:95", "scenario-without-validation:111", "unfilled-placeholder:102", "not-yet-built:139", "nobody-to-call:",
            ]
        },
        {
            "001",
            [
                "rpo-tighter-than-interval:119", "random-test-takes-newest:97", "newest-after-corruption:145", "repairs-what-is-corrupt:139", "secret-in-arguments:50", "pipe-hides-failure:23", "deletes-after-unchecked-upload:29",
                "deletes-after-unchecked-upload:56", "secrets-in-clear:84", "placeholder-contact:350", "level-without-person:359", "danger-without-approval:139", "danger-without-approval:184", "danger-without-approval:111",
                "dump-stays-on-host:35", "restore-ignores-errors:105", "ambiguous-step:159", "only-comments:224", "undescribed-script:206", "two-values:292", "review-without-date:366", "verification-covers-one-kind:40",
            ]
        },
        {
            "002",
            [
                "retired-command:232", "retired-command:70", "level-without-person:271", "class-without-systems:26", "danger-without-approval:92", "danger-without-approval:79", "restore-ignores-errors:167",
                "unfilled-placeholder:73", "undescribed-script:193", "undescribed-script:136", "long-checklist:283", "placeholder-contact:277", "fictional-contact:261", "vendor-without-contract:278", "review-without-date:343",
            ]
        },
        {
            "003",
            ["rpo-tighter-than-interval:186", "rpo-tighter-than-interval:188", "single-region:19", "rpo-without-slack:189", "retention-shorter-than-test:11", "nobody-to-call:", "dependency-without-impact:264", "no-owner:"]
        },
        {
            "004",
            [
                "rpo-tighter-than-interval:26", "placeholder-contact:211", "level-without-person:205", "class-without-systems:20", "tier-without-test:88", "unchecked-dump:53", "shared-credentials:59", "unencrypted-destination:36",
                "template-without-text:228", "review-overdue:274", "two-values:174", "escalation-without-delay:206",
            ]
        },
    };

    [Theory]
    [MemberData(nameof(Faults))]
    public void The_faults_of_a_real_plan_are_found_at_their_lines(string seed, string[] faults)
    {
        var file = Seeds().FirstOrDefault(path => Path.GetFileName(path).StartsWith(seed, StringComparison.Ordinal));
        if (file is null)
        {
            Assert.Skip("The real plans do not stand beside this repository.");
        }

        var plan = PlanImporter.Import(Path.GetFileName(file), File.ReadAllBytes(file));
        var findings = PlanDoctor.Examine(plan.Document, plan.Text, RuleCase.Today);
        var found = findings.SelectMany(finding => finding.Evidence.Select(evidence => $"{finding.Rule}:{evidence.Source?.First}")).ToHashSet(StringComparer.Ordinal);

        Assert.Equal([], faults.Where(fault => !found.Contains(fault)));
        Assert.InRange(findings.Count, faults.Length / 2, 70); // a flood is read by nobody
    }

    private static IEnumerable<string> Seeds() => Beside.Folder("seeds") is { } folder ? Directory.EnumerateFiles(folder) : [];
}
