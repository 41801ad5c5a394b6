using System;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace DrConsole.Database.Migrations
{
    /// <inheritdoc />
    public partial class Backups : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.CreateTable(
                name: "alarm",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "uuid", nullable: false),
                    kind = table.Column<string>(type: "character varying(32)", maxLength: 32, nullable: false),
                    subject = table.Column<string>(type: "character varying(200)", maxLength: 200, nullable: false),
                    text = table.Column<string>(type: "character varying(4000)", maxLength: 4000, nullable: false),
                    raised_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    seen_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    cleared_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_alarm", x => x.id);
                });

            migrationBuilder.CreateTable(
                name: "backup_policy",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "uuid", nullable: false),
                    name = table.Column<string>(type: "character varying(200)", maxLength: 200, nullable: false),
                    source = table.Column<string>(type: "character varying(100)", maxLength: 100, nullable: false),
                    system_name = table.Column<string>(type: "character varying(300)", maxLength: 300, nullable: true),
                    plan_item_key = table.Column<string>(type: "character varying(300)", maxLength: 300, nullable: true),
                    settings = table.Column<string>(type: "jsonb", nullable: false),
                    sealed_password = table.Column<string>(type: "text", nullable: true),
                    sealed_material = table.Column<string>(type: "text", nullable: true),
                    cron = table.Column<string>(type: "character varying(200)", maxLength: 200, nullable: true),
                    zone = table.Column<string>(type: "character varying(100)", maxLength: 100, nullable: false),
                    blackouts = table.Column<string>(type: "jsonb", nullable: false),
                    offset_seconds = table.Column<int>(type: "integer", nullable: false),
                    ceiling_minutes = table.Column<int>(type: "integer", nullable: false),
                    stall_minutes = table.Column<int>(type: "integer", nullable: false),
                    on_change_seconds = table.Column<int>(type: "integer", nullable: true),
                    retention = table.Column<string>(type: "jsonb", nullable: false),
                    key_category = table.Column<string>(type: "character varying(100)", maxLength: 100, nullable: false),
                    store_ids = table.Column<Guid[]>(type: "uuid[]", nullable: false),
                    allowed_regions = table.Column<string[]>(type: "text[]", nullable: false),
                    lock_days = table.Column<int>(type: "integer", nullable: false),
                    verify_level = table.Column<string>(type: "character varying(16)", maxLength: 16, nullable: false),
                    restore_test_days = table.Column<double>(type: "double precision", nullable: true),
                    checks = table.Column<string>(type: "jsonb", nullable: false),
                    rpo_minutes = table.Column<double>(type: "double precision", nullable: true),
                    rto_minutes = table.Column<double>(type: "double precision", nullable: true),
                    is_enabled = table.Column<bool>(type: "boolean", nullable: false),
                    is_own = table.Column<bool>(type: "boolean", nullable: false),
                    created_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    scheduled_since = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    deleted_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: true),
                    xmin = table.Column<uint>(type: "xid", rowVersion: true, nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_backup_policy", x => x.id);
                });

            migrationBuilder.CreateTable(
                name: "console_node",
                columns: table => new
                {
                    id = table.Column<string>(type: "character varying(200)", maxLength: 200, nullable: false),
                    started_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    seen_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    clock_skew_seconds = table.Column<double>(type: "double precision", nullable: false),
                    scheduler_seen_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: true),
                    software_version = table.Column<string>(type: "character varying(100)", maxLength: 100, nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_console_node", x => x.id);
                });

            migrationBuilder.CreateTable(
                name: "deletion_receipt",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "uuid", nullable: false),
                    backup_id = table.Column<Guid>(type: "uuid", nullable: false),
                    store_id = table.Column<Guid>(type: "uuid", nullable: false),
                    at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    rule = table.Column<string>(type: "character varying(1000)", maxLength: 1000, nullable: false),
                    survivors = table.Column<Guid[]>(type: "uuid[]", nullable: false),
                    by_name = table.Column<string>(type: "character varying(200)", maxLength: 200, nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_deletion_receipt", x => x.id);
                });

            migrationBuilder.CreateTable(
                name: "encryption_key",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "uuid", nullable: false),
                    category = table.Column<string>(type: "character varying(100)", maxLength: 100, nullable: false),
                    recipient = table.Column<string>(type: "character varying(200)", maxLength: 200, nullable: false),
                    sealed_identity = table.Column<string>(type: "text", nullable: true),
                    is_escrow = table.Column<bool>(type: "boolean", nullable: false),
                    created_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    created_by_name = table.Column<string>(type: "character varying(200)", maxLength: 200, nullable: false),
                    retired_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: true),
                    proven_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: true),
                    proven_by_name = table.Column<string>(type: "character varying(200)", maxLength: 200, nullable: true),
                    challenge_sha256 = table.Column<string>(type: "character varying(64)", maxLength: 64, nullable: true),
                    challenged_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: true),
                    kit_made_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: true),
                    xmin = table.Column<uint>(type: "xid", rowVersion: true, nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_encryption_key", x => x.id);
                });

            migrationBuilder.CreateTable(
                name: "store",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "uuid", nullable: false),
                    name = table.Column<string>(type: "character varying(100)", maxLength: 100, nullable: false),
                    url = table.Column<string>(type: "character varying(1000)", maxLength: 1000, nullable: false),
                    is_removable = table.Column<bool>(type: "boolean", nullable: false),
                    site = table.Column<string>(type: "character varying(100)", maxLength: 100, nullable: true),
                    access_key_id = table.Column<string>(type: "character varying(200)", maxLength: 200, nullable: true),
                    sealed_secret = table.Column<string>(type: "text", nullable: true),
                    facts = table.Column<string>(type: "jsonb", nullable: true),
                    last_good_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: true),
                    fault = table.Column<string>(type: "text", nullable: true),
                    fault_since = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: true),
                    created_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    retired_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: true),
                    xmin = table.Column<uint>(type: "xid", rowVersion: true, nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_store", x => x.id);
                });

            migrationBuilder.CreateTable(
                name: "backup",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "uuid", nullable: false),
                    policy_id = table.Column<Guid>(type: "uuid", nullable: true),
                    source = table.Column<string>(type: "character varying(100)", maxLength: 100, nullable: false),
                    source_kind = table.Column<string>(type: "character varying(32)", maxLength: 32, nullable: false),
                    system_name = table.Column<string>(type: "character varying(300)", maxLength: 300, nullable: true),
                    folder = table.Column<string>(type: "character varying(300)", maxLength: 300, nullable: false),
                    consistent_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    started_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    completed_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    plain_bytes = table.Column<long>(type: "bigint", nullable: false),
                    stored_bytes = table.Column<long>(type: "bigint", nullable: false),
                    manifest = table.Column<string>(type: "text", nullable: false),
                    manifest_sha256 = table.Column<string>(type: "character varying(64)", maxLength: 64, nullable: false),
                    depends_on = table.Column<Guid[]>(type: "uuid[]", nullable: false),
                    verified_level = table.Column<string>(type: "character varying(16)", maxLength: 16, nullable: true),
                    proven_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: true),
                    removed_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_backup", x => x.id);
                    table.ForeignKey(
                        name: "fk_backup_backup_policy_policy_id",
                        column: x => x.policy_id,
                        principalTable: "backup_policy",
                        principalColumn: "id");
                });

            migrationBuilder.CreateTable(
                name: "backup_run",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "uuid", nullable: false),
                    policy_id = table.Column<Guid>(type: "uuid", nullable: false),
                    scheduled_for = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    trigger = table.Column<string>(type: "character varying(16)", maxLength: 16, nullable: false),
                    state = table.Column<string>(type: "character varying(16)", maxLength: 16, nullable: false),
                    attempt = table.Column<int>(type: "integer", nullable: false),
                    lease_owner = table.Column<string>(type: "character varying(200)", maxLength: 200, nullable: true),
                    lease_until = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: true),
                    fence = table.Column<long>(type: "bigint", nullable: false),
                    heartbeat_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: true),
                    started_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: true),
                    ended_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: true),
                    stage = table.Column<string>(type: "character varying(300)", maxLength: 300, nullable: true),
                    plain_bytes = table.Column<long>(type: "bigint", nullable: false),
                    stored_bytes = table.Column<long>(type: "bigint", nullable: false),
                    expected_bytes = table.Column<long>(type: "bigint", nullable: true),
                    moved_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: true),
                    fault = table.Column<string>(type: "text", nullable: true),
                    log = table.Column<string>(type: "text", nullable: false),
                    requested_by_name = table.Column<string>(type: "character varying(200)", maxLength: 200, nullable: false),
                    cancel_requested_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: true),
                    cancelled_by_name = table.Column<string>(type: "character varying(200)", maxLength: 200, nullable: true),
                    catches_up = table.Column<DateTimeOffset[]>(type: "timestamp with time zone[]", nullable: false),
                    backup_id = table.Column<Guid>(type: "uuid", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_backup_run", x => x.id);
                    table.CheckConstraint("backup_run_known_words", "state IN ('Waiting', 'Running', 'Succeeded', 'Degraded', 'Failed', 'Interrupted', 'Cancelled', 'Missed')");
                    table.ForeignKey(
                        name: "fk_backup_run_backup_policy_policy_id",
                        column: x => x.policy_id,
                        principalTable: "backup_policy",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateTable(
                name: "wal_segment",
                columns: table => new
                {
                    policy_id = table.Column<Guid>(type: "uuid", nullable: false),
                    name = table.Column<string>(type: "character varying(64)", maxLength: 64, nullable: false),
                    system_identifier = table.Column<string>(type: "character varying(32)", maxLength: 32, nullable: false),
                    timeline = table.Column<int>(type: "integer", nullable: false),
                    shipped_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    covers_until = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    stored_bytes = table.Column<long>(type: "bigint", nullable: false),
                    store_ids = table.Column<Guid[]>(type: "uuid[]", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_wal_segment", x => new { x.policy_id, x.system_identifier, x.name });
                    table.ForeignKey(
                        name: "fk_wal_segment_backup_policy_policy_id",
                        column: x => x.policy_id,
                        principalTable: "backup_policy",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateTable(
                name: "custody_entry",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "uuid", nullable: false),
                    store_id = table.Column<Guid>(type: "uuid", nullable: false),
                    label = table.Column<string>(type: "character varying(100)", maxLength: 100, nullable: false),
                    act = table.Column<string>(type: "character varying(16)", maxLength: 16, nullable: false),
                    place = table.Column<string>(type: "character varying(200)", maxLength: 200, nullable: true),
                    remark = table.Column<string>(type: "character varying(2000)", maxLength: 2000, nullable: true),
                    by_name = table.Column<string>(type: "character varying(200)", maxLength: 200, nullable: false),
                    at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_custody_entry", x => x.id);
                    table.ForeignKey(
                        name: "fk_custody_entry_store_store_id",
                        column: x => x.store_id,
                        principalTable: "store",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateTable(
                name: "backup_copy",
                columns: table => new
                {
                    backup_id = table.Column<Guid>(type: "uuid", nullable: false),
                    store_id = table.Column<Guid>(type: "uuid", nullable: false),
                    state = table.Column<string>(type: "character varying(16)", maxLength: 16, nullable: false),
                    checked_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    verified_level = table.Column<string>(type: "character varying(16)", maxLength: 16, nullable: true),
                    verified_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: true),
                    proven_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: true),
                    fault = table.Column<string>(type: "text", nullable: true),
                    locked_until = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: true),
                    tombstoned_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: true),
                    deletable_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: true),
                    xmin = table.Column<uint>(type: "xid", rowVersion: true, nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_backup_copy", x => new { x.backup_id, x.store_id });
                    table.CheckConstraint("backup_copy_known_words", "state IN ('Missing', 'Present', 'Damaged', 'Deleted')");
                    table.ForeignKey(
                        name: "fk_backup_copy_backup_backup_id",
                        column: x => x.backup_id,
                        principalTable: "backup",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Cascade);
                    table.ForeignKey(
                        name: "fk_backup_copy_store_store_id",
                        column: x => x.store_id,
                        principalTable: "store",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateTable(
                name: "backup_hold",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "uuid", nullable: false),
                    backup_id = table.Column<Guid>(type: "uuid", nullable: true),
                    system_name = table.Column<string>(type: "character varying(300)", maxLength: 300, nullable: true),
                    incident_id = table.Column<Guid>(type: "uuid", nullable: true),
                    reason = table.Column<string>(type: "character varying(2000)", maxLength: 2000, nullable: false),
                    by_name = table.Column<string>(type: "character varying(200)", maxLength: 200, nullable: false),
                    at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    released_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: true),
                    released_by_name = table.Column<string>(type: "character varying(200)", maxLength: 200, nullable: true),
                    xmin = table.Column<uint>(type: "xid", rowVersion: true, nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_backup_hold", x => x.id);
                    table.CheckConstraint("backup_hold_of_something", "backup_id IS NOT NULL OR system_name IS NOT NULL");
                    table.ForeignKey(
                        name: "fk_backup_hold_backup_backup_id",
                        column: x => x.backup_id,
                        principalTable: "backup",
                        principalColumn: "id");
                });

            migrationBuilder.CreateTable(
                name: "restore",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "uuid", nullable: false),
                    backup_id = table.Column<Guid>(type: "uuid", nullable: false),
                    store_id = table.Column<Guid>(type: "uuid", nullable: true),
                    target = table.Column<string>(type: "jsonb", nullable: false),
                    sealed_password = table.Column<string>(type: "text", nullable: true),
                    is_destructive = table.Column<bool>(type: "boolean", nullable: false),
                    request_sha256 = table.Column<string>(type: "character varying(64)", maxLength: 64, nullable: false),
                    incident_id = table.Column<Guid>(type: "uuid", nullable: true),
                    state = table.Column<string>(type: "character varying(16)", maxLength: 16, nullable: false),
                    requested_by_id = table.Column<Guid>(type: "uuid", nullable: false),
                    requested_by_name = table.Column<string>(type: "character varying(200)", maxLength: 200, nullable: false),
                    requested_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    approved_by_id = table.Column<Guid>(type: "uuid", nullable: true),
                    approved_by_name = table.Column<string>(type: "character varying(200)", maxLength: 200, nullable: true),
                    approved_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: true),
                    approval_ends_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: true),
                    lease_owner = table.Column<string>(type: "character varying(200)", maxLength: 200, nullable: true),
                    lease_until = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: true),
                    fence = table.Column<long>(type: "bigint", nullable: false),
                    started_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: true),
                    ended_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: true),
                    stage = table.Column<string>(type: "character varying(300)", maxLength: 300, nullable: true),
                    bytes = table.Column<long>(type: "bigint", nullable: false),
                    expected_bytes = table.Column<long>(type: "bigint", nullable: true),
                    cancel_requested_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: true),
                    steps = table.Column<string>(type: "jsonb", nullable: false),
                    outcome = table.Column<string>(type: "text", nullable: true),
                    fault = table.Column<string>(type: "text", nullable: true),
                    log = table.Column<string>(type: "text", nullable: false),
                    xmin = table.Column<uint>(type: "xid", rowVersion: true, nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_restore", x => x.id);
                    table.CheckConstraint("restore_second_person", "NOT is_destructive OR state IN ('Proposed', 'Refused', 'Cancelled') OR (approved_by_id IS NOT NULL AND approved_by_id <> requested_by_id)");
                    table.ForeignKey(
                        name: "fk_restore_backup_backup_id",
                        column: x => x.backup_id,
                        principalTable: "backup",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Cascade);
                    table.ForeignKey(
                        name: "fk_restore_incident_incident_id",
                        column: x => x.incident_id,
                        principalTable: "incident",
                        principalColumn: "id");
                    table.ForeignKey(
                        name: "fk_restore_store_store_id",
                        column: x => x.store_id,
                        principalTable: "store",
                        principalColumn: "id");
                });

            migrationBuilder.CreateTable(
                name: "verification",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "uuid", nullable: false),
                    backup_id = table.Column<Guid>(type: "uuid", nullable: false),
                    store_id = table.Column<Guid>(type: "uuid", nullable: false),
                    level = table.Column<string>(type: "character varying(16)", maxLength: 16, nullable: false),
                    state = table.Column<string>(type: "character varying(16)", maxLength: 16, nullable: false),
                    verdict = table.Column<string>(type: "character varying(20)", maxLength: 20, nullable: true),
                    reached = table.Column<string>(type: "character varying(16)", maxLength: 16, nullable: true),
                    requested_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    reason = table.Column<string>(type: "character varying(100)", maxLength: 100, nullable: false),
                    requested_by_name = table.Column<string>(type: "character varying(200)", maxLength: 200, nullable: false),
                    lease_owner = table.Column<string>(type: "character varying(200)", maxLength: 200, nullable: true),
                    lease_until = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: true),
                    fence = table.Column<long>(type: "bigint", nullable: false),
                    started_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: true),
                    ended_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: true),
                    stage = table.Column<string>(type: "character varying(300)", maxLength: 300, nullable: true),
                    report = table.Column<string>(type: "jsonb", nullable: true),
                    fault = table.Column<string>(type: "text", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_verification", x => x.id);
                    table.CheckConstraint("verification_ended_has_verdict", "(state = 'Ended') = (verdict IS NOT NULL)");
                    table.ForeignKey(
                        name: "fk_verification_backup_backup_id",
                        column: x => x.backup_id,
                        principalTable: "backup",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Cascade);
                    table.ForeignKey(
                        name: "fk_verification_store_store_id",
                        column: x => x.store_id,
                        principalTable: "store",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateIndex(
                name: "alarm_open",
                table: "alarm",
                columns: new[] { "kind", "subject" },
                unique: true,
                filter: "cleared_at IS NULL");

            migrationBuilder.CreateIndex(
                name: "ix_alarm_raised_at",
                table: "alarm",
                column: "raised_at",
                descending: new bool[0]);

            migrationBuilder.CreateIndex(
                name: "ix_backup_policy_id_consistent_at",
                table: "backup",
                columns: new[] { "policy_id", "consistent_at" });

            migrationBuilder.CreateIndex(
                name: "ix_backup_source_consistent_at",
                table: "backup",
                columns: new[] { "source", "consistent_at" });

            migrationBuilder.CreateIndex(
                name: "ix_backup_copy_store_id_state",
                table: "backup_copy",
                columns: new[] { "store_id", "state" });

            migrationBuilder.CreateIndex(
                name: "ix_backup_hold_backup_id",
                table: "backup_hold",
                column: "backup_id");

            migrationBuilder.CreateIndex(
                name: "ix_backup_hold_released_at",
                table: "backup_hold",
                column: "released_at");

            migrationBuilder.CreateIndex(
                name: "ix_backup_policy_source",
                table: "backup_policy",
                column: "source",
                unique: true);

            migrationBuilder.CreateIndex(
                name: "ix_backup_run_policy_id_scheduled_for",
                table: "backup_run",
                columns: new[] { "policy_id", "scheduled_for" },
                unique: true);

            migrationBuilder.CreateIndex(
                name: "ix_backup_run_scheduled_for",
                table: "backup_run",
                column: "scheduled_for",
                descending: new bool[0]);

            migrationBuilder.CreateIndex(
                name: "ix_backup_run_state_lease_until",
                table: "backup_run",
                columns: new[] { "state", "lease_until" });

            migrationBuilder.CreateIndex(
                name: "ix_custody_entry_store_id_at",
                table: "custody_entry",
                columns: new[] { "store_id", "at" });

            migrationBuilder.CreateIndex(
                name: "ix_deletion_receipt_at",
                table: "deletion_receipt",
                column: "at");

            migrationBuilder.CreateIndex(
                name: "ix_deletion_receipt_backup_id",
                table: "deletion_receipt",
                column: "backup_id");

            migrationBuilder.CreateIndex(
                name: "ix_encryption_key_category",
                table: "encryption_key",
                column: "category");

            migrationBuilder.CreateIndex(
                name: "ix_encryption_key_recipient",
                table: "encryption_key",
                column: "recipient",
                unique: true);

            migrationBuilder.CreateIndex(
                name: "ix_restore_backup_id",
                table: "restore",
                column: "backup_id");

            migrationBuilder.CreateIndex(
                name: "ix_restore_incident_id",
                table: "restore",
                column: "incident_id");

            migrationBuilder.CreateIndex(
                name: "ix_restore_requested_at",
                table: "restore",
                column: "requested_at",
                descending: new bool[0]);

            migrationBuilder.CreateIndex(
                name: "ix_restore_state_lease_until",
                table: "restore",
                columns: new[] { "state", "lease_until" });

            migrationBuilder.CreateIndex(
                name: "ix_restore_store_id",
                table: "restore",
                column: "store_id");

            migrationBuilder.CreateIndex(
                name: "ix_store_name",
                table: "store",
                column: "name",
                unique: true);

            migrationBuilder.CreateIndex(
                name: "ix_verification_backup_id_requested_at",
                table: "verification",
                columns: new[] { "backup_id", "requested_at" });

            migrationBuilder.CreateIndex(
                name: "ix_verification_requested_at",
                table: "verification",
                column: "requested_at",
                descending: new bool[0]);

            migrationBuilder.CreateIndex(
                name: "ix_verification_state_lease_until",
                table: "verification",
                columns: new[] { "state", "lease_until" });

            migrationBuilder.CreateIndex(
                name: "ix_verification_store_id",
                table: "verification",
                column: "store_id");

            migrationBuilder.CreateIndex(
                name: "ix_wal_segment_policy_id_shipped_at",
                table: "wal_segment",
                columns: new[] { "policy_id", "shipped_at" });

            // Who had which disk, and what was deleted by which rule, are evidence.
            foreach (var table in (string[])["custody_entry", "deletion_receipt"])
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
            migrationBuilder.DropTable(
                name: "alarm");

            migrationBuilder.DropTable(
                name: "backup_copy");

            migrationBuilder.DropTable(
                name: "backup_hold");

            migrationBuilder.DropTable(
                name: "backup_run");

            migrationBuilder.DropTable(
                name: "console_node");

            migrationBuilder.DropTable(
                name: "custody_entry");

            migrationBuilder.DropTable(
                name: "deletion_receipt");

            migrationBuilder.DropTable(
                name: "encryption_key");

            migrationBuilder.DropTable(
                name: "restore");

            migrationBuilder.DropTable(
                name: "verification");

            migrationBuilder.DropTable(
                name: "wal_segment");

            migrationBuilder.DropTable(
                name: "backup");

            migrationBuilder.DropTable(
                name: "store");

            migrationBuilder.DropTable(
                name: "backup_policy");
        }
    }
}
