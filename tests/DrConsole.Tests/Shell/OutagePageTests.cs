using System.Text;
using DrConsole.Web.Shell;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging.Abstractions;

namespace DrConsole.Tests.Shell;

public sealed class OutagePageTests
{
    [Fact]
    public async Task A_browser_gets_a_page_in_words_while_the_database_is_away()
    {
        var context = new DefaultHttpContext { Response = { Body = new MemoryStream() } };
        context.Request.Headers.Accept = "text/html,application/xhtml+xml,*/*;q=0.8"; // as Chromium asks for a page

        var isHandled = await new RefusalHandler(null!, NullLogger<RefusalHandler>.Instance)
            .TryHandleAsync(context, new TimeoutException(), TestContext.Current.CancellationToken);

        Assert.Equal((true, 503, "text/html; charset=utf-8"), (isHandled, context.Response.StatusCode, context.Response.ContentType));
        Assert.Contains("<h1>The database cannot be reached</h1>", Encoding.UTF8.GetString(((MemoryStream)context.Response.Body).ToArray()), StringComparison.Ordinal);
    }
}
