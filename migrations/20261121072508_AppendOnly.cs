using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace DrConsole.Database.Migrations
{
    /// <summary>
    /// Evidence cannot be changed: audit entries and plan versions take inserts only, whoever asks (the owner too).
    /// The application's role also lacks the privileges; see SchemaUpgrade.
    /// </summary>
    public partial class AppendOnly : Migration
    {
        private static readonly string[] Tables = ["audit_entry", "plan_version"];

        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.Sql(
                """
                CREATE FUNCTION refuse_change_of_evidence() RETURNS trigger LANGUAGE plpgsql AS $$
                BEGIN
                    RAISE EXCEPTION '% of % is refused: evidence is append-only', TG_OP, TG_TABLE_NAME USING ERRCODE = 'insufficient_privilege';
                END $$;

                -- A chain's head only moves forward, one entry at a time.
                CREATE FUNCTION audit_chain_moves_forward() RETURNS trigger LANGUAGE plpgsql AS $$
                BEGIN
                    IF TG_OP <> 'UPDATE' OR NEW.id <> OLD.id OR NEW.last_sequence <= OLD.last_sequence THEN
                        RAISE EXCEPTION '% of audit_chain is refused: a chain only grows', TG_OP USING ERRCODE = 'insufficient_privilege';
                    END IF;
                    RETURN NEW;
                END $$;
                CREATE TRIGGER audit_chain_grows BEFORE UPDATE OR DELETE ON audit_chain FOR EACH ROW EXECUTE FUNCTION audit_chain_moves_forward();
                CREATE TRIGGER audit_chain_no_truncate BEFORE TRUNCATE ON audit_chain FOR EACH STATEMENT EXECUTE FUNCTION refuse_change_of_evidence();
                """);
            foreach (var table in Tables)
            {
                migrationBuilder.Sql(
                    $"""
                    CREATE TRIGGER {table}_append_only BEFORE UPDATE OR DELETE ON {table} FOR EACH ROW EXECUTE FUNCTION refuse_change_of_evidence();
                    CREATE TRIGGER {table}_no_truncate BEFORE TRUNCATE ON {table} FOR EACH STATEMENT EXECUTE FUNCTION refuse_change_of_evidence();
                    """);
            }
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.Sql("DROP FUNCTION refuse_change_of_evidence() CASCADE; DROP FUNCTION audit_chain_moves_forward() CASCADE;");
        }
    }
}
