using DrConsole.Plans;
using static DrConsole.Tests.Plans.Doctor.RuleCase;

namespace DrConsole.Tests.Plans.Doctor;

internal static class UpkeepCases
{
    private static readonly ExternalDependency Dns = new() { Key = "dependency/dns", Name = "DNS" };
    private static readonly StorageLocation Vault = new() { Key = "storage/vault", Name = "Vault" };

    public static IReadOnlyList<RuleCase> All { get; } =
    [
        new("review-overdue", About(new() { Title = "P", NextReview = "2026-06" }), About(new() { Title = "P", NextReview = "2026-12" })),
        new("review-without-date", About(new() { Title = "P", ReviewCadence = "Quarterly" }), About(new() { Title = "P", NextReview = "2026-12" })),
        new("no-last-update", About(new() { Title = "P", LastUpdatedRaw = "2025-01-XX" }), About(new() { Title = "P", LastUpdated = "2026-03" })),
        new("no-owner", About(new() { Title = "P" }), About(new() { Title = "P", Owner = "Operations" })),
        new("duty-without-frequency", Of(Test("Restore", null)), Of(Test("Restore"))),
        new("two-values", Of(Test("Full DR test", "quarterly"), Test("Full disaster recovery test", "yearly")), Of(Test("Full DR test", "quarterly"), Test("Partial DR test", "monthly"))),
        new("dependency-without-impact", Of(Dns), Of(Dns with { Impact = "Nobody finds the shop" })),
        new("storage-without-place", Of(Vault), Of(Vault with { Location = "Second site, room 3" })),
    ];

    private static PlanDocument About(PlanMeta meta) => Empty with { Meta = meta };
}
