namespace DrConsole.Plans.Doctor;

/// <summary>Reads of what the doctor needs: documents with their source, stored results, waivers.</summary>
public interface IDoctorQueries
{
    /// <summary>A draft with its source and the plan's waivers; null when there is none of that id.</summary>
    Task<Patient?> DraftAsync(Guid draftId, CancellationToken ct);

    /// <summary>A published version with its source, the stored result and the plan's waivers; null when there is none of that id.</summary>
    Task<Patient?> VersionAsync(Guid versionId, CancellationToken ct);

    /// <summary>How many errors the stored result of each plan's current version has that nobody waived, by version; versions without any are left out.</summary>
    Task<IReadOnlyDictionary<Guid, int>> OpenErrorsAsync(DateOnly today, CancellationToken ct);
}

/// <summary>A plan that is examined.</summary>
/// <param name="Stored">What was found when it was published; null for drafts, and for versions from before there was a doctor.</param>
public sealed record Patient(Guid PlanId, PlanDocument Document, string SourceText, PlanFindings? Stored, IReadOnlyList<PlanWaiver> Waivers);
