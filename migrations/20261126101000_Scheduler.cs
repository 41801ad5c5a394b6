using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace DrConsole.Database.Migrations
{
    /// <summary>
    /// The tables that Quartz 4.7 keeps its triggers in when several nodes share them, in a schema of their own: nothing of ours refers to them,
    /// and they may be emptied at any time. And the rule that a policy has one running run.
    /// </summary>
    public partial class Scheduler : Migration
    {
        private const string Job = "sched_name text NOT NULL, job_name text NOT NULL, job_group text NOT NULL";
        private const string Trigger = "sched_name text NOT NULL, trigger_name text NOT NULL, trigger_group text NOT NULL";
        private const string TriggerKey = "PRIMARY KEY (sched_name, trigger_name, trigger_group)";
        private const string OfTrigger = "FOREIGN KEY (sched_name, trigger_name, trigger_group) REFERENCES quartz.qrtz_triggers ON DELETE CASCADE";
        private const string Pause = "pause_reason varchar(250), paused_by varchar(200), paused_at bigint";

        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.CreateIndex(
                name: "backup_run_one_at_a_time",
                table: "backup_run",
                column: "policy_id",
                unique: true,
                filter: "state = 'Running'");

            migrationBuilder.Sql(
                $"""
                CREATE SCHEMA quartz;
                CREATE TABLE quartz.qrtz_job_details (
                    {Job}, description text, job_class_name text NOT NULL, is_durable bool NOT NULL, is_nonconcurrent bool NOT NULL,
                    is_update_data bool NOT NULL, requests_recovery bool NOT NULL, job_data bytea, PRIMARY KEY (sched_name, job_name, job_group));
                CREATE TABLE quartz.qrtz_triggers (
                    {Trigger}, job_name text NOT NULL, job_group text NOT NULL, description text, next_fire_time bigint, prev_fire_time bigint,
                    priority integer, trigger_state text NOT NULL, trigger_type text NOT NULL, start_time bigint NOT NULL, end_time bigint, calendar_name text,
                    misfire_instr smallint, misfire_orig_fire_time bigint, execution_group varchar(200), preferred_node varchar(200),
                    preferred_node_auto bool NOT NULL DEFAULT false, retry_policy varchar(250), retry_attempt integer, continues_trigger_name text,
                    continues_trigger_group text, continuation_condition integer, overlap_policy integer, {Pause}, misfire_threshold bigint, fixed_delay bool,
                    job_data bytea, {TriggerKey}, FOREIGN KEY (sched_name, job_name, job_group) REFERENCES quartz.qrtz_job_details);
                CREATE TABLE quartz.qrtz_simple_triggers (
                    {Trigger}, repeat_count bigint NOT NULL, repeat_interval bigint NOT NULL, times_triggered bigint NOT NULL, {TriggerKey}, {OfTrigger});
                CREATE TABLE quartz.qrtz_cron_triggers ({Trigger}, cron_expression text NOT NULL, time_zone_id text, {TriggerKey}, {OfTrigger});
                CREATE TABLE quartz.qrtz_simprop_triggers (
                    {Trigger}, str_prop_1 text, str_prop_2 text, str_prop_3 text, int_prop_1 integer, int_prop_2 integer, long_prop_1 bigint, long_prop_2 bigint,
                    dec_prop_1 numeric, dec_prop_2 numeric, bool_prop_1 bool, bool_prop_2 bool, time_zone_id text, {TriggerKey}, {OfTrigger});
                CREATE TABLE quartz.qrtz_blob_triggers ({Trigger}, blob_data bytea, {TriggerKey}, {OfTrigger});
                CREATE TABLE quartz.qrtz_calendars (
                    sched_name text NOT NULL, calendar_name text NOT NULL, calendar bytea NOT NULL, PRIMARY KEY (sched_name, calendar_name));
                CREATE TABLE quartz.qrtz_paused_trigger_grps (
                    sched_name text NOT NULL, trigger_group text NOT NULL, {Pause}, PRIMARY KEY (sched_name, trigger_group));
                CREATE TABLE quartz.qrtz_paused_job_grps (sched_name text NOT NULL, job_group text NOT NULL, {Pause}, PRIMARY KEY (sched_name, job_group));
                CREATE TABLE quartz.qrtz_fired_triggers (
                    sched_name text NOT NULL, entry_id text NOT NULL, trigger_name text NOT NULL, trigger_group text NOT NULL, instance_name text NOT NULL,
                    fired_time bigint NOT NULL, sched_time bigint NOT NULL, priority integer NOT NULL, state text NOT NULL, job_name text, job_group text,
                    is_nonconcurrent bool NOT NULL, requests_recovery bool, execution_group varchar(200), progress integer, progress_message varchar(250),
                    interrupt_requested_time bigint, PRIMARY KEY (sched_name, entry_id));
                CREATE TABLE quartz.qrtz_scheduler_state (
                    sched_name text NOT NULL, instance_name text NOT NULL, last_checkin_time bigint NOT NULL, checkin_interval bigint NOT NULL,
                    quartz_version varchar(20), PRIMARY KEY (sched_name, instance_name));
                CREATE TABLE quartz.qrtz_locks (sched_name text NOT NULL, lock_name text NOT NULL, PRIMARY KEY (sched_name, lock_name));

                CREATE INDEX ON quartz.qrtz_triggers (sched_name, job_name, job_group);
                CREATE INDEX ON quartz.qrtz_triggers (sched_name, trigger_state, next_fire_time);
                CREATE INDEX ON quartz.qrtz_fired_triggers (sched_name, instance_name, requests_recovery);
                """);
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.Sql("DROP SCHEMA quartz CASCADE;");
            migrationBuilder.DropIndex(name: "backup_run_one_at_a_time", table: "backup_run");
        }
    }
}
