namespace DrConsole.Incidents;

/// <summary>States and kinds in the words that people read.</summary>
public static class Words
{
    public static string Of(ItemState state) => state switch
    {
        ItemState.ToDo => "to do",
        ItemState.Doing => "doing",
        ItemState.Done => "done",
        ItemState.Failed => "failed",
        ItemState.Skipped => "skipped",
        ItemState.NotApplicable => "not applicable",
        _ => throw new ArgumentOutOfRangeException(nameof(state), state, "No such state."),
    };

    /// <summary>Part of the audit action's name.</summary>
    internal static string Action(ItemState state) => Of(state).Replace(' ', '_');
}
