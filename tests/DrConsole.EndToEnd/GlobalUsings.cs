global using DrConsole.EndToEnd.Support;
global using Microsoft.Playwright;
global using Xunit;

// One console serves all stories, and some of them kill it.
[assembly: CollectionBehavior(DisableTestParallelization = true)]
