namespace DrConsole.Plans.Doctor;

/// <summary>A secret stands in the plan.</summary>
internal sealed class SecretInPlan : IPlanRule
{
    private static readonly CommandPattern Secret = new(@"\bAKIA[0-9A-Z]{16}\b|-----BEGIN [A-Z ]*PRIVATE KEY-----|\bgh[pousr]_[A-Za-z0-9]{36}|\bxox[abpr]-[0-9A-Za-z-]{10,}|\bAccountKey=[A-Za-z0-9+/=]{40,}|://[A-Za-z0-9._-]+:[A-Za-z0-9!#%^*._-]{6,}@[a-z0-9]|\b(password|passwd|pwd|secret_key|api_key)\s*[:=]\s*['""][^'""$<{\s]{8,}['""]");

    public string Id => "secret-in-plan";

    public string Title => "A secret stands in the plan";

    public FindingSeverity Severity => FindingSeverity.Error;

    public string Why => "A plan is printed, sent around and kept in many places, so that it is at hand; so is every secret in it.";

    public IEnumerable<Finding> Examine(PlanExamination plan)
    {
        for (var i = 0; i < plan.Lines.Count; i++)
        {
            if (plan.Lines[i].Length < 2000 && Secret.Find(plan.Lines[i]) is { } found)
            {
                yield return Finding.Of(
                    this, $"secret {found[..Math.Min(4, found.Length)]}", "A key or password stands here in clear.", "Take it out, change it wherever it is used, and say where it is kept instead.",
                    new Evidence(null, new(i + 1, i + 1), null));
            }
        }
    }
}
