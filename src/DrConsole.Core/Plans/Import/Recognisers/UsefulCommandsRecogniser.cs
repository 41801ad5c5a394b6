namespace DrConsole.Plans.Import;

/// <summary>The command library of a plan: the blocks of code under "Useful commands".</summary>
internal static class UsefulCommandsRecogniser
{
    public static void Run(ImportDraft draft)
    {
        foreach (var (section, block) in draft.Free(Topic.UsefulCommands))
        {
            if (block is CodeBlockNode code)
            {
                draft.UsefulCommands.Add(new UsefulCommand { Key = draft.Key("command", section.Title), Title = section.Title, Text = code.Text, Language = code.Language, Source = draft.Claim(code) });
            }
        }
    }
}
