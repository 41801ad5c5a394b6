global using DrConsole.EndToEnd.Support;
global using Microsoft.Playwright;
global using Xunit;
