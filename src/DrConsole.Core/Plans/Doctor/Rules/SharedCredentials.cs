namespace DrConsole.Plans.Doctor;

/// <summary>All copies are written with the same credentials.</summary>
internal sealed class SharedCredentials : IPlanRule
{
    private static readonly CommandPattern Target = new(@"\b(aws\s+s3\s+(cp|sync)|gsutil\s+(-m\s+)?(cp|rsync))\s.*\s(s3|gs)://(?<bucket>[a-z0-9._-]+)");
    private static readonly CommandPattern Identity = new(@"--profile\b|AWS_PROFILE|AWS_ACCESS_KEY_ID|assume-role|--account\b");

    public string Id => "shared-credentials";

    public string Title => "All copies are written with the same credentials";

    public FindingSeverity Severity => FindingSeverity.Warning;

    public string Why => "Who can write to all copies can remove all copies: ransomware does exactly that.";

    public IEnumerable<Finding> Examine(PlanExamination plan)
    {
        foreach (var shared in plan.Document.StorageLocations.Where(place => !string.IsNullOrWhiteSpace(place.Credentials)).GroupBy(place => place.Credentials!.Trim(), StringComparer.OrdinalIgnoreCase).Where(group => group.Count() > 1))
        {
            yield return Finding.Of(
                this, $"credentials {shared.Key}", $"{Spoken.Names([.. shared.Select(place => place.Name)])} share the credentials “{shared.Key}”.", "Give each place credentials of its own; for one of them such that can add and never remove.", [.. shared.Select(place => plan.At(place))]);
        }

        foreach (var block in plan.Blocks.Where(block => !Identity.In(block.Code.Text)))
        {
            var uploads = block.Lines().Where(line => Target.FindAll(line.Text, "bucket").Any()).DistinctBy(line => Target.FindAll(line.Text, "bucket").First(), StringComparer.Ordinal).ToList();
            if (uploads.Count > 1)
            {
                yield return Finding.Of(
                    this, $"{block.Item} upload", "One script writes to both places with one identity.", "Let the second place fetch its copy itself, or write to it with a profile of its own that cannot remove anything.", [.. uploads.Select(line => plan.At(line))]);
            }
        }
    }
}
