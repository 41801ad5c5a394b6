using DrConsole.Plans;

namespace DrConsole.Tests.Plans.Import.Enrich;

public sealed class UpkeepFieldsTests
{
    [Fact]
    public void A_duty_knows_how_often_and_who()
    {
        var plan = Fixture.Read("# T\n\n## Tests\n\n| Test | Frequency | Owner | Last run |\n|---|---|---|---|\n| Restore drill | Bi-annually | Database team | 2025 |\n| Smoke test | After each deployment | | |\n");

        Assert.Equal([(183.0, "Database team", "Last run: 2025"), ((double?)null, null, null)], plan.Duties.Select(duty => (duty.EveryDays, duty.Owner, duty.Remark)));
    }

    [Theory]
    [InlineData("# T\n\n**Approved by**: The board\n**Classification**: Internal\n**Review cycle**: every six months\n", "The board", "Internal", "every six months")]
    [InlineData("# Notfallplan\n\nDer Plan ist für die Wiederherstellung der Systeme.\n\n**Freigegeben von**: Leitung\n**Vertraulichkeit**: Intern\n**Überprüfungszyklus**: halbjährlich\n", "Leitung", "Intern", "halbjährlich")]
    [InlineData("---\ntitle: T\napproved_by: The board\nclassification: Internal\n---\n\n# T\n\n## Plan reviews\n- Review the plan annually\n", "The board", "Internal", "annually")]
    public void The_particulars_name_approver_classification_and_cadence(string text, string approver, string classification, string cadence)
    {
        var meta = Fixture.Read(text).Meta;

        Assert.Equal((approver, classification, cadence), (meta.Approver, meta.Classification, meta.ReviewCadence));
    }

    [Theory]
    [InlineData("## Revision history\n\n| Version | Date | Author | Change |\n|---|---|---|---|\n| 1.1 | 2025-02-03 | Night desk | New phone list |\n")]
    [InlineData("## Änderungshistorie\n\nDer Plan ist für die Wiederherstellung der Systeme.\n\n| Version | Datum | Autor | Änderung |\n|---|---|---|---|\n| 1.1 | 2025-02-03 | Night desk | New phone list |\n")]
    [InlineData("## 改訂履歴\n\nこの計画はシステムの復旧のためのものです。\n\n| 版 | 改訂日 | 改訂者 | 変更内容 |\n|---|---|---|---|\n| 1.1 | 2025-02-03 | Night desk | New phone list |\n")]
    public void The_change_record_is_kept_as_changes(string record)
    {
        var plan = Fixture.Read($"# Plan\n\n{record}");
        var change = Assert.Single(plan.Changes);

        Assert.Equal(("1.1", "2025-02-03", "Night desk", "New phone list"), (change.Version, change.Date, change.Author, change.Text));
        Assert.DoesNotContain(plan.Notes, note => note.Text.Contains("1.1", StringComparison.Ordinal));
    }

    [Fact]
    public void Alerts_in_a_table_are_rules_of_their_own()
    {
        var plan = Fixture.Read("# T\n\n## Monitoring\n\n| Alert | Metric | Threshold | Severity | Notify |\n|---|---|---|---|---|\n| Late backup | backup_age | > 24 h | critical | Night desk |\n| Lag | replica_lag | > 30 s | warning | |\n");

        Assert.Equal([("Late backup", "backup_age", "> 24 h", "critical", "Night desk"), ("Lag", "replica_lag", "> 30 s", "warning", null)], plan.Monitoring.Select(rule => (rule.Title, rule.Metric, rule.Condition, rule.Severity, rule.Notify)));
        Assert.All(plan.Monitoring, rule => Assert.Empty(rule.Items));
    }

    [Fact]
    public void One_alert_rule_as_code_tells_metric_and_condition()
    {
        var rule = Assert.Single(Fixture.Read("# T\n\n## Monitoring\n\n```yaml\n- alert: Late\n  expr: backup_age_seconds > 90000\n  for: 5m\n  labels:\n    severity: page\n```\n").Monitoring);

        Assert.Equal(("backup_age_seconds", "> 90000 for 5m", "page"), (rule.Metric, rule.Condition, rule.Severity));
    }
}
