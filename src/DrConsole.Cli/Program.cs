using System.CommandLine;
using System.Text;
using DrConsole.Cli.Plans;

Console.OutputEncoding = new UTF8Encoding(encoderShouldEmitUTF8Identifier: false);
var root = new RootCommand("DR Console on the command line: it works when the web console does not.")
{
    PlanCommandGroup.Create(),
};
return await root.Parse(args).InvokeAsync();
