using DrConsole.Plans.Doctor;

namespace DrConsole.Tests.Support;

/// <summary>Reads of the plan doctor from what a test puts in; with nothing put in, nothing was found.</summary>
internal sealed class FakeDoctorQueries : IDoctorQueries
{
    public Patient? Patient { get; init; }

    public IReadOnlyDictionary<Guid, int> Errors { get; init; } = new Dictionary<Guid, int>();

    public Task<Patient?> DraftAsync(Guid draftId, CancellationToken ct) => Task.FromResult(Patient);

    public Task<Patient?> VersionAsync(Guid versionId, CancellationToken ct) => Task.FromResult(Patient);

    public Task<IReadOnlyDictionary<Guid, int>> OpenErrorsAsync(DateOnly today, CancellationToken ct) => Task.FromResult(Errors);
}
