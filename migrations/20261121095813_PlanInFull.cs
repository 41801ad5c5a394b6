using System;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace DrConsole.Database.Migrations
{
    /// <inheritdoc />
    public partial class PlanInFull : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.AddColumn<DateTimeOffset>(
                name: "approved_at",
                table: "plan_version",
                type: "timestamp with time zone",
                nullable: true);

            migrationBuilder.AddColumn<string>(
                name: "approved_by_name",
                table: "plan_version",
                type: "character varying(200)",
                maxLength: 200,
                nullable: true);

            migrationBuilder.AddColumn<string>(
                name: "findings",
                table: "plan_version",
                type: "jsonb",
                nullable: true);

            migrationBuilder.AddColumn<string>(
                name: "submitted_by_name",
                table: "plan_version",
                type: "character varying(200)",
                maxLength: 200,
                nullable: true);

            migrationBuilder.AddColumn<DateTimeOffset>(
                name: "approved_at",
                table: "plan_draft",
                type: "timestamp with time zone",
                nullable: true);

            migrationBuilder.AddColumn<Guid>(
                name: "approved_by_id",
                table: "plan_draft",
                type: "uuid",
                nullable: true);

            migrationBuilder.AddColumn<string>(
                name: "approved_by_name",
                table: "plan_draft",
                type: "character varying(200)",
                maxLength: 200,
                nullable: true);

            migrationBuilder.AddColumn<Guid[]>(
                name: "author_ids",
                table: "plan_draft",
                type: "uuid[]",
                nullable: false,
                defaultValue: new Guid[0]);

            migrationBuilder.AddColumn<Guid>(
                name: "base_version_id",
                table: "plan_draft",
                type: "uuid",
                nullable: true);

            migrationBuilder.AddColumn<DateTimeOffset>(
                name: "changed_at",
                table: "plan_draft",
                type: "timestamp with time zone",
                nullable: false,
                defaultValue: new DateTimeOffset(new DateTime(1, 1, 1, 0, 0, 0, 0, DateTimeKind.Unspecified), new TimeSpan(0, 0, 0, 0, 0)));

            migrationBuilder.AddColumn<string>(
                name: "changed_by_name",
                table: "plan_draft",
                type: "character varying(200)",
                maxLength: 200,
                nullable: false,
                defaultValue: "");

            migrationBuilder.AddColumn<int>(
                name: "revision",
                table: "plan_draft",
                type: "integer",
                nullable: false,
                defaultValue: 0);

            migrationBuilder.AddColumn<string>(
                name: "state",
                table: "plan_draft",
                type: "character varying(16)",
                maxLength: 16,
                nullable: false,
                defaultValue: "Editing");

            migrationBuilder.AddColumn<string>(
                name: "submit_note",
                table: "plan_draft",
                type: "character varying(2000)",
                maxLength: 2000,
                nullable: true);

            migrationBuilder.AddColumn<DateTimeOffset>(
                name: "submitted_at",
                table: "plan_draft",
                type: "timestamp with time zone",
                nullable: true);

            migrationBuilder.AddColumn<string>(
                name: "submitted_by_name",
                table: "plan_draft",
                type: "character varying(200)",
                maxLength: 200,
                nullable: true);

            migrationBuilder.AddColumn<uint>(
                name: "xmin",
                table: "plan_draft",
                type: "xid",
                rowVersion: true,
                nullable: false,
                defaultValue: 0u);

            migrationBuilder.Sql("UPDATE plan_draft SET changed_at = created_at, changed_by_name = created_by_name, author_ids = ARRAY[created_by_id];");

            migrationBuilder.CreateTable(
                name: "calendar_feed",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "uuid", nullable: false),
                    plan_id = table.Column<Guid>(type: "uuid", nullable: false),
                    rotation_key = table.Column<string>(type: "character varying(300)", maxLength: 300, nullable: false),
                    secret_hash = table.Column<byte[]>(type: "bytea", nullable: false),
                    created_by_id = table.Column<Guid>(type: "uuid", nullable: false),
                    created_by_name = table.Column<string>(type: "character varying(200)", maxLength: 200, nullable: false),
                    created_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    revoked_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: true),
                    xmin = table.Column<uint>(type: "xid", rowVersion: true, nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_calendar_feed", x => x.id);
                    table.ForeignKey(
                        name: "fk_calendar_feed_plan_plan_id",
                        column: x => x.plan_id,
                        principalTable: "plan",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateTable(
                name: "console_setting",
                columns: table => new
                {
                    key = table.Column<string>(type: "character varying(100)", maxLength: 100, nullable: false),
                    value = table.Column<string>(type: "character varying(2000)", maxLength: 2000, nullable: false),
                    changed_by_name = table.Column<string>(type: "character varying(200)", maxLength: 200, nullable: false),
                    changed_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    xmin = table.Column<uint>(type: "xid", rowVersion: true, nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_console_setting", x => x.key);
                });

            migrationBuilder.CreateTable(
                name: "plan_draft_edit",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "uuid", nullable: false),
                    draft_id = table.Column<Guid>(type: "uuid", nullable: false),
                    revision = table.Column<int>(type: "integer", nullable: false),
                    at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    actor_id = table.Column<Guid>(type: "uuid", nullable: false),
                    actor_name = table.Column<string>(type: "character varying(200)", maxLength: 200, nullable: false),
                    item_key = table.Column<string>(type: "character varying(300)", maxLength: 300, nullable: false),
                    field = table.Column<string>(type: "character varying(64)", maxLength: 64, nullable: true),
                    summary = table.Column<string>(type: "text", nullable: false),
                    change = table.Column<string>(type: "jsonb", nullable: false),
                    undo = table.Column<string>(type: "jsonb", nullable: false),
                    undo_of = table.Column<Guid>(type: "uuid", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_plan_draft_edit", x => x.id);
                    table.ForeignKey(
                        name: "fk_plan_draft_edit_plan_draft_draft_id",
                        column: x => x.draft_id,
                        principalTable: "plan_draft",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateTable(
                name: "plan_import",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "uuid", nullable: false),
                    plan_id = table.Column<Guid>(type: "uuid", nullable: true),
                    file_names = table.Column<string[]>(type: "text[]", nullable: false),
                    source_text = table.Column<string>(type: "text", nullable: false),
                    document = table.Column<byte[]>(type: "bytea", nullable: false),
                    decisions = table.Column<string>(type: "jsonb", nullable: false),
                    understood = table.Column<double>(type: "double precision", nullable: false),
                    warnings = table.Column<string[]>(type: "text[]", nullable: false),
                    created_by_id = table.Column<Guid>(type: "uuid", nullable: false),
                    created_by_name = table.Column<string>(type: "character varying(200)", maxLength: 200, nullable: false),
                    created_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    xmin = table.Column<uint>(type: "xid", rowVersion: true, nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_plan_import", x => x.id);
                    table.ForeignKey(
                        name: "fk_plan_import_plan_plan_id",
                        column: x => x.plan_id,
                        principalTable: "plan",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateTable(
                name: "plan_waiver",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "uuid", nullable: false),
                    plan_id = table.Column<Guid>(type: "uuid", nullable: false),
                    rule = table.Column<string>(type: "character varying(100)", maxLength: 100, nullable: false),
                    subject = table.Column<string>(type: "character varying(500)", maxLength: 500, nullable: false),
                    reason = table.Column<string>(type: "character varying(2000)", maxLength: 2000, nullable: false),
                    expires_on = table.Column<DateOnly>(type: "date", nullable: false),
                    by_id = table.Column<Guid>(type: "uuid", nullable: false),
                    by_name = table.Column<string>(type: "character varying(200)", maxLength: 200, nullable: false),
                    at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    revoked_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: true),
                    revoked_by_name = table.Column<string>(type: "character varying(200)", maxLength: 200, nullable: true),
                    xmin = table.Column<uint>(type: "xid", rowVersion: true, nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_plan_waiver", x => x.id);
                    table.ForeignKey(
                        name: "fk_plan_waiver_plan_plan_id",
                        column: x => x.plan_id,
                        principalTable: "plan",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateIndex(
                name: "ix_plan_draft_base_version_id",
                table: "plan_draft",
                column: "base_version_id");

            migrationBuilder.AddCheckConstraint(
                name: "plan_draft_approved_by_somebody",
                table: "plan_draft",
                sql: "(state = 'Approved') = (approved_by_id IS NOT NULL)");

            migrationBuilder.AddCheckConstraint(
                name: "plan_draft_known_words",
                table: "plan_draft",
                sql: "state IN ('Editing', 'Submitted', 'Approved')");

            migrationBuilder.CreateIndex(
                name: "ix_calendar_feed_plan_id",
                table: "calendar_feed",
                column: "plan_id");

            migrationBuilder.CreateIndex(
                name: "ix_calendar_feed_secret_hash",
                table: "calendar_feed",
                column: "secret_hash",
                unique: true);

            migrationBuilder.CreateIndex(
                name: "ix_plan_draft_edit_draft_id_revision",
                table: "plan_draft_edit",
                columns: new[] { "draft_id", "revision" },
                unique: true);

            migrationBuilder.CreateIndex(
                name: "ix_plan_import_plan_id",
                table: "plan_import",
                column: "plan_id");

            migrationBuilder.CreateIndex(
                name: "ix_plan_waiver_plan_id",
                table: "plan_waiver",
                column: "plan_id");

            migrationBuilder.AddForeignKey(
                name: "fk_plan_draft_plan_version_base_version_id",
                table: "plan_draft",
                column: "base_version_id",
                principalTable: "plan_version",
                principalColumn: "id");
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropForeignKey(
                name: "fk_plan_draft_plan_version_base_version_id",
                table: "plan_draft");

            migrationBuilder.DropTable(
                name: "calendar_feed");

            migrationBuilder.DropTable(
                name: "console_setting");

            migrationBuilder.DropTable(
                name: "plan_draft_edit");

            migrationBuilder.DropTable(
                name: "plan_import");

            migrationBuilder.DropTable(
                name: "plan_waiver");

            migrationBuilder.DropIndex(
                name: "ix_plan_draft_base_version_id",
                table: "plan_draft");

            migrationBuilder.DropCheckConstraint(
                name: "plan_draft_approved_by_somebody",
                table: "plan_draft");

            migrationBuilder.DropCheckConstraint(
                name: "plan_draft_known_words",
                table: "plan_draft");

            migrationBuilder.DropColumn(
                name: "approved_at",
                table: "plan_version");

            migrationBuilder.DropColumn(
                name: "approved_by_name",
                table: "plan_version");

            migrationBuilder.DropColumn(
                name: "findings",
                table: "plan_version");

            migrationBuilder.DropColumn(
                name: "submitted_by_name",
                table: "plan_version");

            migrationBuilder.DropColumn(
                name: "approved_at",
                table: "plan_draft");

            migrationBuilder.DropColumn(
                name: "approved_by_id",
                table: "plan_draft");

            migrationBuilder.DropColumn(
                name: "approved_by_name",
                table: "plan_draft");

            migrationBuilder.DropColumn(
                name: "author_ids",
                table: "plan_draft");

            migrationBuilder.DropColumn(
                name: "base_version_id",
                table: "plan_draft");

            migrationBuilder.DropColumn(
                name: "changed_at",
                table: "plan_draft");

            migrationBuilder.DropColumn(
                name: "changed_by_name",
                table: "plan_draft");

            migrationBuilder.DropColumn(
                name: "revision",
                table: "plan_draft");

            migrationBuilder.DropColumn(
                name: "state",
                table: "plan_draft");

            migrationBuilder.DropColumn(
                name: "submit_note",
                table: "plan_draft");

            migrationBuilder.DropColumn(
                name: "submitted_at",
                table: "plan_draft");

            migrationBuilder.DropColumn(
                name: "submitted_by_name",
                table: "plan_draft");

            migrationBuilder.DropColumn(
                name: "xmin",
                table: "plan_draft");
        }
    }
}
