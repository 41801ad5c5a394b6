namespace DrConsole.Plans.Doctor;

/// <summary>A storage location does not say where it is.</summary>
internal sealed class StorageWithoutPlace : IPlanRule
{
    public string Id => "storage-without-place";

    public string Title => "A storage location does not say where it is";

    public FindingSeverity Severity => FindingSeverity.Hint;

    public string Why => "Who restores must know which account, region and path, and cannot ask the machine that is gone.";

    public IEnumerable<Finding> Examine(PlanExamination plan)
    {
        var silent = plan.Document.StorageLocations.Where(place => !place.Name.Contains('/', StringComparison.Ordinal) && (place.Location ?? place.Region ?? place.Provider ?? place.Format ?? place.Medium) is null).ToList();
        if (silent.Count > 0)
        {
            yield return Finding.Of(
                this, "storage", $"The plan names {Spoken.Names([.. silent.Select(place => place.Name)])}, but not where {(silent.Count == 1 ? "it is" : "they are")}.", "State provider, region and path of each.", [.. silent.Select(place => plan.At(place))]);
        }
    }
}
