namespace DrConsole.Plans;

internal static class SampleDocument
{
    public static readonly string Source = string.Join('\n', Enumerable.Range(1, 140).Select(static n => n switch
    {
        1 => "# Shop platform recovery plan",
        5 => "## Objectives",
        7 => "| Service | RTO | RPO |",
        8 => "|---|---|---|",
        >= 9 and <= 13 => $"| Service {n} | 4 hours | 1 hour |",
        16 => "## Scenario 1: The primary database is lost",
        20 => "1. **Confirm** that <script>alert('the primary')</script> does not answer",
        _ => n % 4 == 0 ? string.Empty : $"Line {n} of the document, with a sentence that is long enough to wrap in a narrow column.",
    }));

    private static SourceLines L(int first, int last) => new(first, last);

    public static PlanDocument Make() => new()
    {
        Meta = new() { Title = "Shop platform recovery plan", Version = "2.1", Owner = "Platform team", LastUpdated = "2026-10-02", NextReview = "2026-12", ReviewCadence = "Quarterly", Language = "en", Summary = "This plan covers the **shop platform**: web, orders and payment. See [the wiki](https://wiki.example/dr) or <script>alert(1)</script>." },
        Objectives =
        [
            new() { Key = "objective/orders", Scope = "Orders database", Kind = "data", RtoMinutes = 240, RpoMinutes = 15, Source = L(9, 9) },
            new() { Key = "objective/web", Scope = "Web front end", Kind = "service class", RtoMinutes = 60, RpoMinutes = 0, Qualifier = "<", Source = L(10, 10) },
            new() { Key = "objective/reports", Scope = "Reports and warehouse", RtoMinutes = 4320, RpoMinutes = 1440, Qualifier = "≤", Remark = "max one day of data loss", Source = L(11, 11) },
            new() { Key = "objective/mail", Scope = "Outgoing mail", RpoMinutes = 60, Source = L(12, 12) },
        ],
        Tiers =
        [
            new() { Key = "tier/1", Name = "Tier 1: Disruption", Description = "A single service is down.", RtoMinutes = 60, ResponseMinutes = 15, SeverityRank = 3, Criteria = ["One service fails its health check"] },
            new() { Key = "tier/2", Name = "Tier 2: Corruption", RtoMinutes = 480, Criteria = ["Checks on data fail", "Users see wrong amounts"] },
        ],
        Systems =
        [
            new() { Key = "system/orders", Name = "Orders database", Description = "PostgreSQL 15, primary and replica", Criticality = "critical", Region = "eu-west-1", DependsOn = ["Key vault"] },
            new() { Key = "system/web", Name = "Web front end", DependsOn = ["Orders database", "Payment provider"] },
        ],
        Scenarios =
        [
            new()
            {
                Key = "scenario/primary-database-lost", Title = "The primary database is lost", Tier = "Tier 2: Corruption", Description = "The server or its volume is gone and the replica is behind.",
                Detection = ["Alert `OrdersDatabaseDown` fires", "Checkout answers 503 for more than two minutes"], Source = L(16, 60),
                Phases =
                [
                    new() { Title = "Immediate response", FromMinutes = 0, ToMinutes = 30, Steps =
                    [
                        new() { Key = "step/1", Text = "Confirm that the primary does not answer", Group = "Assessment", Role = "Database engineer", Expected = "No connection within 5 seconds", Source = L(20, 24), Commands = [new("pg_isready -h orders-primary.internal.example -p 5432 -U monitor -d orders --timeout=5") { Language = "bash" }] },
                        new() { Key = "step/2", Text = "Tell support that checkout is down", Group = "Assessment", Role = "Communications lead", Source = L(25, 25) },
                    ] },
                    new() { Title = "Recovery", FromMinutes = 30, ToMinutes = 240, Steps =
                    [
                        new() { Key = "step/3", Text = "Promote the replica", Dangerous = true, Evidence = "Time of promotion", Source = L(30, 36), Commands = [new("kubectl exec -n orders orders-replica-0 -- \\\n  pg_ctl promote -D /var/lib/postgresql/data") { Language = "bash", Title = "On the jump host" }] },
                        new() { Key = "step/4", Text = "Point the application at the new primary, and watch the error rate for ten minutes before you say that it is back", Source = L(38, 38) },
                    ] },
                    new() { Title = "Afterwards", FromMinutes = 240, Steps = [new() { Key = "step/5", Text = "Build a new replica" }] },
                ],
            },
            new() { Key = "scenario/region-lost", Title = "A region is lost", Detection = [], Phases = [new() { Title = "", Steps = [new() { Key = "step/6", Text = "Move traffic to the second region" }] }] },
        ],
        Procedures = [new() { Key = "procedure/restore", Title = "Restore the orders database", Script = "restore-orders.sh", Link = "https://git.example/runbooks/restore", Commands = [new("#!/bin/bash\nset -euo pipefail\npg_restore --clean --dbname=orders_scratch \"$1\"") { Language = "bash" }] }],
        Checklists = [new() { Key = "checklist/pre", Title = "Before recovery", Section = "Recovery checklist", Items = ["Incident is declared", "Backup to restore from is known"] }],
        Backups = [new() { Key = "backup/orders", What = "Orders database", Type = "full", Frequency = "Daily at 02:00", Retention = "30 days", Location = "s3://backups.example/orders", Encryption = "AES-256", Source = L(70, 76), Commands = [new("pg_dump -Fc orders > orders.dump") { Language = "bash" }] }, new() { Key = "backup/wal", What = "Transaction log", Type = "continuous", Frequency = "Every 5 minutes" }],
        StorageLocations = [new() { Key = "storage/a", Name = "Primary bucket", Location = "s3://backups.example", Region = "eu-west-1", StorageClass = "Standard", Encryption = "AES-256" }],
        RecoverySites = [new() { Key = "site/b", Name = "Second region", Description = "Warm standby in eu-central-1" }],
        Replications = [new() { Key = "replication/a", What = "Orders database", How = "Streaming, asynchronous" }],
        ExternalDependencies = [new() { Key = "dependency/pay", Name = "Payment provider", Impact = "No checkout" }],
        Contacts = [new() { Key = "contact/a", Role = "Incident commander", Placeholder = "[Contact]", Source = L(90, 90) }, new() { Key = "contact/b", Role = "Hosting support", Name = "Support desk", Phone = "+44 20 7946 0000", Email = "support@hosting.example", External = true }],
        Escalation = [new() { Key = "escalation/1", Level = "Level 1", Who = "On-call engineer", AfterMinutes = 0 }, new() { Key = "escalation/2", Level = "Level 2", Who = "Head of platform", AfterMinutes = 30 }],
        Roles = [new() { Key = "role/ic", Name = "Incident commander", Responsibility = "Decides and keeps the overview" }],
        Communication = [new() { Key = "communication/a", Audience = "Customers", Items = ["Status page within 15 minutes", "E-mail when it lasts longer than 4 hours"] }],
        Templates = [new() { Key = "template/a", Name = "First notice", Body = "We are looking into a problem with {{ service }}.\nNext update at {{ time }}." }, new() { Key = "template/b", Name = "All clear" }],
        Duties = [new() { Key = "duty/a", Kind = DutyKind.Test, Name = "Restore test", Frequency = "Monthly", Scope = "Orders database", Parts = ["Pick a backup at random", "Restore it to the scratch server"] }, new() { Key = "duty/b", Kind = DutyKind.Training, Name = "New responder introduction", Frequency = "Quarterly" }, new() { Key = "duty/c", Kind = DutyKind.KeyRotation, Name = "Backup key" }],
        Monitoring = [new() { Key = "monitoring/a", Title = "Backup alerts", Items = ["Backup is late", "Backup is smaller than expected"], Rules = [new("- alert: BackupLate\n  expr: time() - backup_last_success > 90000") { Language = "yaml" }] }],
        UsefulCommands = [new("kubectl get pods -A | grep -v Running") { Language = "bash", Title = "What is not running" }],
        Notes = [new() { Key = "note/a", Under = ["Appendix", "Glossary"], Text = "| Word | Meaning |\n|:--|--:|\n| RTO | time to recover |\n\n## A heading\n\n- [x] ticked <b>not bold</b>", Source = L(120, 126) }],
    };
}
