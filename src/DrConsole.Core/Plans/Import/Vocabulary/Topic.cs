namespace DrConsole.Plans.Import;

/// <summary>What a title, a label or a table's column can speak of. The vocabulary files name the words for each.</summary>
internal enum Topic
{
    None,
    Toc, Control, UsefulCommands, Template, Escalation, Contact, External, Checklist, Training, Objective, Rto, Rpo, Monitoring,
    Test, Dependency, Site, Replication, Storage, Communication, Team, Role, Review, Rotation, Tier, Detection, Steps, Scenario,
    Hazard, System, Backup, Process, Procedure, Aside, Sla,
    Title, Version, Owner, LastUpdated, NextReview, Frequency, Retention, Location, Type, Encryption, Method, Region, StorageClass,
    Format, Name, Phone, Email, Level, ResponseTime, Action, Responsible, Expected, Scope, What, Impact, Description, Criticality,
}

/// <summary>A set of topics.</summary>
internal readonly record struct TopicSet(ulong Bits)
{
    public static TopicSet None => default;

    public bool Has(Topic topic) => (Bits & (1UL << (int)topic)) != 0;

    public bool HasAny(params ReadOnlySpan<Topic> topics)
    {
        foreach (var topic in topics)
        {
            if (Has(topic))
            {
                return true;
            }
        }

        return false;
    }

    public TopicSet With(Topic topic) => new(Bits | (1UL << (int)topic));
}

/// <summary>Which topic leads when a title speaks of several.</summary>
internal static class TopicRules
{
    // "Backup Testing" is about testing, "Escalation Contacts" about escalation: the more special word leads.
    private static readonly Topic[] Order =
    [
        Topic.Toc, Topic.Control, Topic.UsefulCommands, Topic.Template, Topic.Escalation, Topic.Contact, Topic.Checklist, Topic.Training,
        Topic.Rto, Topic.Rpo, Topic.Objective, Topic.Sla, Topic.Monitoring, Topic.Test, Topic.Detection, Topic.Dependency, Topic.Site,
        Topic.Replication, Topic.Communication, Topic.Role, Topic.Team, Topic.Review, Topic.Rotation, Topic.Storage, Topic.Tier,
        Topic.Scenario, Topic.Backup, Topic.Steps, Topic.System, Topic.Procedure, Topic.Process,
    ];

    public static Topic Leading(TopicSet topics)
    {
        foreach (var topic in Order)
        {
            if (topics.Has(topic))
            {
                return topic;
            }
        }

        return Topic.None;
    }
}
