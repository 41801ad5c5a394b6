namespace DrConsole.Plans.Import.Enrich;

/// <summary>The sentence that introduces a chapter's policies is a remark of each; one that ends with a colon before a block of code is the block's title.</summary>
internal static class BackupIntroduction
{
    private const int LongestRemark = 400;

    public static (BackupPolicy Policy, IReadOnlyList<SourceLines> Lines) Of(BackupPolicy policy, Reading reading)
    {
        if (policy.Source is not { } source || reading.SectionOf(source.First) is not { } section)
        {
            return (policy, []);
        }

        var lines = new List<SourceLines>();
        var commands = policy.Commands.Select(command =>
        {
            var above = section.Blocks.OfType<Paragraph>().FirstOrDefault(paragraph => command.Source is { } code && command.Title is null && code.First - paragraph.Last is 1 or 2 && paragraph.Lines[^1].EndsWithColon && IsFree(paragraph));
            if (above is null)
            {
                return command;
            }

            lines.Add(reading.Draft.Claim(above));
            return command with { Title = above.Text.TrimEnd(':', '：', ' ') };
        }).ToList();
        var remarks = policy.Remark is null ? section.Blocks.OfType<Paragraph>().Where(paragraph => paragraph.Text.Length < LongestRemark && paragraph.First < source.Last && IsFree(paragraph) && !lines.Exists(line => line.First == paragraph.First)).ToList() : [];
        remarks.ForEach(remark => lines.Add(new SourceLines(remark.First, remark.Last)));
        return (policy with { Commands = commands, Remark = remarks.Count == 0 ? policy.Remark : string.Join(' ', remarks.Select(remark => remark.Text.TrimEnd(':', '：', ' '))) }, lines);

        bool IsFree(Paragraph paragraph) => !reading.Draft.IsClaimed(paragraph.First);
    }
}
