namespace DrConsole.Plans.Doctor;

/// <summary>Secrets are saved in clear.</summary>
internal sealed class SecretsInClear : IPlanRule
{
    private static readonly CommandPattern Dumped = new(@"\bkubectl\b.*\bget\s+(\S+,)?secrets?\b.*\b(yaml|json)\b.*>|\bvault\s+kv\s+get\b.*>|\baz\s+keyvault\s+secret\s+show\b.*>|\baws\s+secretsmanager\s+get-secret-value\b.*>");
    private static readonly CommandPattern Tool = new(@"\b(age|gpg|sops|openssl|kubeseal)\b");

    public string Id => "secrets-in-clear";

    public string Title => "Secrets are saved in clear";

    public FindingSeverity Severity => FindingSeverity.Error;

    public string Why => "Kubernetes writes secrets as base64, which is no encryption: whoever gets the file has every password.";

    public IEnumerable<Finding> Examine(PlanExamination plan) =>
        from line in plan.Commands
        where Dumped.In(line.Text) && !Terms.Say(Concept.Encrypted, line.Block.Code.Text) && !Tool.In(line.Block.Code.Text)
        select Finding.Of(this, $"{line.Item} secrets", "Secrets are written to a file in clear.", "Encrypt the stream before it reaches a disk (age, gpg, sops), with a key that is kept elsewhere.", plan.At(line));
}
