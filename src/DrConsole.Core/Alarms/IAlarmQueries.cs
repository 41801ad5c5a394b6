namespace DrConsole.Alarms;

/// <summary>Reads of alarms.</summary>
public interface IAlarmQueries
{
    /// <summary>What is wrong now, newest first.</summary>
    Task<IReadOnlyList<AlarmRow>> OpenAsync(CancellationToken ct);

    /// <summary>Open and cleared ones, newest first.</summary>
    /// <param name="before">Only those raised before that instant; null begins with the newest.</param>
    Task<IReadOnlyList<AlarmRow>> HistoryAsync(DateTimeOffset? before, int take, CancellationToken ct);
}

/// <summary>An alarm with the name of what it is about.</summary>
/// <param name="Subject">Id of the policy, store, backup or node.</param>
/// <param name="SubjectName">Name of the policy or store; the subject itself where it has no other name.</param>
public sealed record AlarmRow(Guid Id, AlarmKind Kind, string Subject, string SubjectName, string Text, DateTimeOffset RaisedAt, DateTimeOffset SeenAt, DateTimeOffset? ClearedAt);
