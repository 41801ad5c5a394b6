namespace DrConsole.Plans.Doctor;

/// <summary>A password is an argument of a command.</summary>
internal sealed class SecretInArguments : IPlanRule
{
    private static readonly CommandPattern Secret = new(@"(^|\s)--?(password|passwd|pass|passphrase|secret|secret-key|token|api-key|access-key|sas-token)[= ]+['""]?[^\s'""-]|\bmysql(dump|admin)?\b.*\s-p[^\s]|\bsshpass\s+-p|\bredis-cli\b.*\s-a\s+\S|\bcurl\b.*\s(-u|--user)\s+\S+:\S|://[^/\s:@'""]+:[^/\s@'""]+@|(^|\s)-e\s+[A-Z_]*PASSWORD=\S");

    public string Id => "secret-in-arguments";

    public string Title => "A password is an argument of a command";

    public FindingSeverity Severity => FindingSeverity.Error;

    public string Why => "Arguments can be read by everybody on the machine (ps), and stay in the history of the shell and in logs.";

    public IEnumerable<Finding> Examine(PlanExamination plan) =>
        from line in plan.Commands
        where line.Block.IsRun && Secret.In(line.Text)
        select Finding.Of(
            this, $"{line.Item} {Tool(line.Text)}", $"{Tool(line.Text)} gets its password on the command line.", "Hand it over by a file that only its owner can read (.pgpass, --config, --defaults-extra-file), or by standard input.", plan.At(line));

    private static string Tool(string line) => line.Split(' ', '|', ';')[0] is { Length: > 0 and < 40 } tool ? tool : "The command";
}
