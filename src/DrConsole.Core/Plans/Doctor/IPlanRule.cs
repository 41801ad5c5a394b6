namespace DrConsole.Plans.Doctor;

/// <summary>One kind of fault that a plan can have, and how it shows. Pure; it speaks only where the document gives ground for it.</summary>
public interface IPlanRule
{
    /// <summary>Stable kebab-case name, e.g. <c>rpo-tighter-than-interval</c>.</summary>
    string Id { get; }

    /// <summary>What it finds, in a few words.</summary>
    string Title { get; }

    /// <summary>How bad its findings usually are; a single finding may be milder.</summary>
    FindingSeverity Severity { get; }

    /// <summary>Why it matters on the day of a disaster.</summary>
    string Why { get; }

    /// <summary>Everything of its kind that the plan has.</summary>
    IEnumerable<Finding> Examine(PlanExamination plan);
}
