namespace DrConsole.Tests.Database;

/// <summary>Rows as the first version of the schema had them, for every table that a later migration may change.</summary>
internal static class FilledDatabase
{
    public const string Sql =
        """
        INSERT INTO console_user (id, user_name, normalized_user_name, display_name, security_stamp, access_failed_count, is_disabled, created_at, roles)
        VALUES ('00000000-0000-0000-0000-000000000001', 'old', 'OLD', 'Old account', 'x', 0, false, now(), '{admin}');
        INSERT INTO plan (id, title, created_at) VALUES ('00000000-0000-0000-0000-000000000002', 'Old plan', now());
        INSERT INTO plan_version (id, plan_id, number, title, file_name, source_text, document, sha256, scenario_count, published_by_id, published_by_name, published_at)
        VALUES ('00000000-0000-0000-0000-000000000003', '00000000-0000-0000-0000-000000000002', 1, 'Old plan', 'old.md', '# Old plan', '{}', sha256('{}'), 0,
                '00000000-0000-0000-0000-000000000001', 'Old account', now());
        INSERT INTO incident (id, title, kind, state, plan_version_id, declared_at, declared_by_name)
        VALUES ('00000000-0000-0000-0000-000000000004', 'Old incident', 'Drill', 'Open', '00000000-0000-0000-0000-000000000003', now(), 'Old account');
        INSERT INTO incident_checklist (id, incident_id, position, title, is_validation)
        VALUES ('00000000-0000-0000-0000-000000000005', '00000000-0000-0000-0000-000000000004', 1, 'Old list', false);
        INSERT INTO incident_item (id, incident_id, checklist_id, position, text, is_dangerous, state, revision)
        VALUES ('00000000-0000-0000-0000-000000000006', '00000000-0000-0000-0000-000000000004', '00000000-0000-0000-0000-000000000005', 1, 'Old item', false, 'ToDo', 0);
        INSERT INTO audit_chain (id, last_sequence, last_hash) VALUES ('console', 1, sha256('{}'));
        INSERT INTO audit_entry (id, chain, sequence, occurred_at, recorded_at, actor_kind, actor_id, actor_name, action, body, hash)
        VALUES ('00000000-0000-0000-0000-000000000007', 'console', 1, now(), now(), 'User', '00000000-0000-0000-0000-000000000001', 'Old account', 'old.thing', '{}', sha256('{}'));
        """;
}
