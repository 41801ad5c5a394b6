using DrConsole.Plans;
using static DrConsole.Tests.Plans.Doctor.RuleCase;

namespace DrConsole.Tests.Plans.Doctor;

internal static class CommandCases
{
    public static IReadOnlyList<RuleCase> All { get; } =
    [
        new("newest-after-corruption", Of(Run("Database corruption", "f=$(ls -t /b/*.gz | head -1)")), Of(Run("Server lost", "f=$(ls -t /b/*.gz | head -1)"))),
        new(
            "restore-to-now", Of(Run("Data lost", "az db restore --restore-point-in-time \"$(date -u +%FT%TZ)\"")),
            Of(Run("Data lost", "az db restore --restore-point-in-time \"$RESTORE_POINT\""))),
        new(
            "hard-coded-restore-point", Of(Run("Data lost", "az db restore --restore-point-in-time \"2023-04-20T13:10:00Z\"")),
            Of(Run("Data lost", "az db restore --restore-point-in-time \"$RESTORE_POINT\""))),
        new("danger-without-approval", Of(Run("Rebuild", "terraform apply -var-file=p.tfvars")), Of(Run("Rebuild", "terraform plan -var-file=p.tfvars"))),
        new("repairs-what-is-corrupt", Of(Run("Database corruption", "psql -c 'VACUUM FULL'")), Of(Run("Disk full", "psql -c 'VACUUM FULL'"))),
        new("retired-command", Of(Run("Save", "kubectl get secret --export -o yaml")), Of(Run("Save", "kubectl get secret -o yaml"))),
        new("secret-in-arguments", Of(Script("Orders", "mongodump --password $MONGO_PASSWORD --out /b")), Of(Script("Orders", "mongodump --config /etc/mongodump.yaml --out /b"))),
        new("secret-in-plan", Empty, Empty, "Key: AKIAABCDEFGHIJKLMNOP\n", "Key: in the vault\n"),
        new("pipe-hides-failure", Of(Script("Orders", "pg_dump orders | gzip > o.gz")), Of(Script("Orders", "set -euo pipefail", "pg_dump orders | gzip > o.gz"))),
        new("unchecked-dump", Of(Script("Orders", "pg_dump orders > o.sql", "gzip o.sql")), Of(Script("Orders", "set -e", "pg_dump orders > o.sql", "gzip o.sql"))),
        new(
            "deletes-after-unchecked-upload", Of(Script("Orders", "pg_dump orders > o.sql", "aws s3 cp o.sql s3://b/", "rm o.sql")),
            Of(Script("Orders", "set -e", "pg_dump orders > o.sql", "aws s3 cp o.sql s3://b/", "rm o.sql"))),
        new("secrets-in-clear", Of(Script("Secrets", "kubectl get secret -o yaml > s.yaml")), Of(Script("Secrets", "kubectl get secret -o yaml | age -r $KEY > s.yaml.age"))),
        new("dump-stays-on-host", Of(Script("Orders", "pg_dump orders > o.sql")), Of(Script("Orders", "pg_dump orders > o.sql", "aws s3 cp o.sql s3://b/"))),
        new("restore-ignores-errors", Of(Run("Data lost", "psql restored < o.sql")), Of(Run("Data lost", "psql -v ON_ERROR_STOP=1 restored < o.sql"))),
        new("only-comments", Of(Run("Intrusion", "# Rotate all secrets", "# Patch")), Of(Run("Intrusion", "# Rotate all secrets", "vault rotate"))),
        new("unfilled-placeholder", Of(Run("Restart", "systemctl restart <service_name>")), Of(Run("Restart", "systemctl restart shop"))),
        new("undefined-variable", Of(Run("Restart", "systemctl restart $UNIT_NAME")), Of(Run("Restart", "UNIT_NAME=shop", "systemctl restart $UNIT_NAME"))),
        new(
            "undescribed-script", Of(Run("Data lost", "./scripts/restore-all.sh latest")),
            Of(Run("Data lost", "./scripts/restore-all.sh latest"), new Procedure { Key = "procedure/all", Title = "Restore all", Script = "restore-all.sh" })),
    ];
}
