namespace DrConsole.Plans.Schema;

/// <summary>What a field holds, and so how it is edited, compared and checked.</summary>
public enum FieldKind
{
    /// <summary>One line.</summary>
    Text,

    /// <summary>Several lines.</summary>
    LongText,

    /// <summary>A duration in minutes; entered and shown as "4 h".</summary>
    Minutes,

    /// <summary>A duration in days.</summary>
    Days,

    /// <summary>A whole number, 0 or more.</summary>
    Number,

    /// <summary>Yes or no.</summary>
    Flag,

    /// <summary>One of <see cref="PlanField.Choices"/>.</summary>
    Choice,

    /// <summary>An ISO date, to the day or the month.</summary>
    Date,

    /// <summary>Local time of day, <c>HH:mm</c>.</summary>
    Time,

    /// <summary>Local date and time, <c>yyyy-MM-ddTHH:mm</c>.</summary>
    LocalTime,

    /// <summary>Five-field cron expression.</summary>
    Cron,

    /// <summary>IANA name of a time zone.</summary>
    Zone,

    /// <summary>A list of lines.</summary>
    Lines,

    /// <summary>Name of an item of another kind (<see cref="PlanField.Of"/>); a name that the plan does not know is allowed and flagged.</summary>
    Name,

    /// <summary>Names of items of other kinds.</summary>
    Names,

    /// <summary>Keys of items of other kinds.</summary>
    Keys,

    /// <summary>A list of <see cref="CommandBlock"/>s.</summary>
    Commands,

    /// <summary>A list of <see cref="ContactMethod"/>s.</summary>
    Methods,

    /// <summary>A list of <see cref="RetentionRule"/>s.</summary>
    RetentionRules,

    /// <summary>A list of <see cref="RotationOverride"/>s.</summary>
    Overrides,
}
