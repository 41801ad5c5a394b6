namespace DrConsole.Plans.Doctor;

/// <summary>Where the copies of a backup lie, in words.</summary>
internal static class Places
{
    /// <summary>The policies of each thing that is backed up: what one of them does not do, another may.</summary>
    public static IEnumerable<(string Subject, IReadOnlyList<BackupPolicy> Policies)> BySubject(PlanExamination plan) =>
        plan.Document.Backups.GroupBy(Protection.Subject, StringComparer.OrdinalIgnoreCase).Select(group => (group.Key, (IReadOnlyList<BackupPolicy>)[.. group]));

    /// <summary>What the policy says of its places, with what the plan says of the storage locations that it names; empty when it says nothing.</summary>
    public static IEnumerable<string> Of(BackupPolicy policy, PlanDocument plan)
    {
        var named = plan.StorageLocations.Where(place => policy.Destinations.Contains(place.Name, StringComparer.OrdinalIgnoreCase)).ToList();
        string[] unknown = [.. policy.Destinations.Where(name => !named.Exists(place => string.Equals(place.Name, name, StringComparison.OrdinalIgnoreCase)))];
        return named.Count > 0 ? [.. named.Select(Words), .. unknown]
            : policy.Location is { Length: > 0 } location ? [location]
            : unknown;
    }

    /// <summary>Everything that the plan says of a storage location.</summary>
    public static string Words(StorageLocation place) => string.Join(' ', new[]
    {
        place.Name, place.Role == StorageRole.OffSite ? "off site" : null, place.Provider, place.Location, place.Region, place.Medium, place.Format, place.Encryption,
    }.Where(text => text is not null));
}
