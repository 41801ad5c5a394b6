using DrConsole.Alarms;
using DrConsole.Database;
using DrConsole.Platform;
using Microsoft.EntityFrameworkCore;

namespace DrConsole.Reports.Metrics;

/// <summary>Stores, alarms and the console's own nodes.</summary>
internal static class ConsoleMetrics
{
    public static async Task WriteAsync(PrometheusText text, DrDbContext db, IReadOnlyList<AlarmRow> open, CancellationToken ct)
    {
        text.Family("drc_store_up", "gauge", "1 while the store did what it was last asked.");
        var stores = await db.Stores.AsNoTracking().Where(store => store.RetiredAt == null).OrderBy(store => store.Name).Select(store => new { store.Name, store.Site, store.FaultSince }).ToListAsync(ct);
        stores.ForEach(store => text.Sample("drc_store_up", store.FaultSince is null ? 1 : 0, ("store", store.Name), ("site", store.Site)));
        await WriteAlarmsAsync(text, db, open, ct);
        await WriteNodesAsync(text, db, ct);
    }

    private static async Task WriteAlarmsAsync(PrometheusText text, DrDbContext db, IReadOnlyList<AlarmRow> open, CancellationToken ct)
    {
        text.Family("drc_alarm_open", "gauge", "Open alarms of the console by kind and subject; the name is that of the policy or store.");
        foreach (var alarm in open.OrderBy(alarm => alarm.Kind).ThenBy(alarm => alarm.Subject, StringComparer.Ordinal))
        {
            text.Sample("drc_alarm_open", 1, ("kind", MetricText.Word(alarm.Kind)), ("subject", alarm.Subject), ("name", alarm.SubjectName));
        }

        text.Family("drc_alarms_total", "counter", "Alarms ever raised by kind.");
        var raised = await db.Alarms.GroupBy(alarm => alarm.Kind).Select(group => new { group.Key, Count = group.Count() }).OrderBy(row => row.Key).ToListAsync(ct);
        raised.ForEach(row => text.Sample("drc_alarms_total", row.Count, ("kind", MetricText.Word(row.Key))));
    }

    private static async Task WriteNodesAsync(PrometheusText text, DrDbContext db, CancellationToken ct)
    {
        var nodes = await db.Nodes.AsNoTracking().OrderBy(node => node.Id).ToListAsync(ct);
        text.Family("drc_node_seen_timestamp_seconds", "gauge", "When the node last reported itself.");
        nodes.ForEach(node => text.Sample("drc_node_seen_timestamp_seconds", node.SeenAt.ToUnixTimeSeconds(), ("node", node.Id)));
        text.Family("drc_scheduler_seen_timestamp_seconds", "gauge", "When the node's scheduler last woke.");
        nodes.ForEach(node => text.Sample("drc_scheduler_seen_timestamp_seconds", node.SchedulerSeenAt?.ToUnixTimeSeconds(), ("node", node.Id)));
        text.Family("drc_node_clock_skew_seconds", "gauge", "The node's clock minus the database's.");
        nodes.ForEach(node => text.Sample("drc_node_clock_skew_seconds", node.ClockSkewSeconds, ("node", node.Id)));
    }
}
