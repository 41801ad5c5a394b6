using System.Security.Cryptography;
using System.Text;
using DrConsole.People;
using Microsoft.Net.Http.Headers;

namespace DrConsole.Web.People;

/// <summary>Calendars of on-call rotations. The secret in the address stands for a sign-in, which calendar programs cannot do.</summary>
internal static class CalendarEndpoints
{
    public static void MapCalendars(this IEndpointRouteBuilder app) =>
        app.MapGet("/calendar/{secret}.ics", CalendarAsync).AllowAnonymous().ExcludeFromDescription();

    private static async Task<IResult> CalendarAsync(string secret, HttpResponse response, ICalendarFeedQueries feeds, CancellationToken ct)
    {
        response.Headers.CacheControl = "private, no-cache";
        if (await feeds.CalendarAsync(secret, ct) is not { } calendar)
        {
            return TypedResults.Text("There is no such calendar.", "text/plain", Encoding.UTF8, StatusCodes.Status404NotFound);
        }

        var bytes = Encoding.UTF8.GetBytes(calendar);
        var tag = new EntityTagHeaderValue($"\"{Convert.ToHexStringLower(SHA256.HashData(bytes))}\"");
        return TypedResults.File(bytes, "text/calendar; charset=utf-8", entityTag: tag); // answers If-None-Match
    }
}
