using System.Net;
using System.Net.Http.Headers;
using System.Text.Json.Nodes;
using DrConsole.Access;
using DrConsole.Audit;
using DrConsole.Database;
using DrConsole.People;
using DrConsole.Plans;
using DrConsole.Platform;
using DrConsole.Tests.Support;
using Microsoft.EntityFrameworkCore;

namespace DrConsole.Tests.People;

public sealed class CalendarFeedTests(PostgresServer postgres) : IAsyncLifetime
{
    private const string Key = "rotation/primary";
    private TestWeb _web = default!;

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    private CalendarFeedCommands Commands => _web.Console.Get<CalendarFeedCommands>();

    public async ValueTask InitializeAsync() => _web = await TestWeb.CreateAsync(postgres);

    public ValueTask DisposeAsync() => _web.DisposeAsync();

    [Fact]
    public async Task The_address_opens_the_calendar_of_the_current_version_without_sign_in()
    {
        var planId = await PublishAsync("A");
        var (_, secret) = await Commands.CreateAsync(_web.Console.Responder, TestConsole.NewId(), planId, Key, Ct);

        var answer = await _web.NewClient().GetAsync($"/calendar/{secret}.ics", Ct);
        var first = await answer.Content.ReadAsStringAsync(Ct);
        await PublishAsync("B", planId);
        var second = await _web.NewClient().GetStringAsync($"/calendar/{secret}.ics", Ct);

        Assert.Equal((HttpStatusCode.OK, "text/calendar", true), (answer.StatusCode, answer.Content.Headers.ContentType?.MediaType, answer.Headers.CacheControl?.Private));
        Assert.All(CalendarReader.Read(first).Events.Where(entry => entry["SUMMARY"] != "NOBODY ON CALL"), entry => Assert.Equal("A is on call", entry["SUMMARY"]));
        Assert.Contains(CalendarReader.Read(second).Events, entry => entry["SUMMARY"] == "B is on call");
    }

    [Fact]
    public async Task A_calendar_that_has_not_changed_is_not_sent_again()
    {
        var (_, secret) = await Commands.CreateAsync(_web.Console.Responder, TestConsole.NewId(), await PublishAsync("A"), Key, Ct);
        var client = _web.NewClient();
        var tag = (await client.GetAsync($"/calendar/{secret}.ics", Ct)).Headers.ETag!;
        using var request = new HttpRequestMessage(HttpMethod.Get, $"/calendar/{secret}.ics") { Headers = { IfNoneMatch = { new EntityTagHeaderValue(tag.Tag) } } };

        Assert.Equal(HttpStatusCode.NotModified, (await client.SendAsync(request, Ct)).StatusCode);
    }

    [Fact]
    public async Task Unknown_revoked_and_orphaned_addresses_look_the_same()
    {
        var planId = await PublishAsync("A");
        var (revoked, revokedSecret) = await Commands.CreateAsync(_web.Console.Responder, TestConsole.NewId(), planId, Key, Ct);
        var (_, orphanedSecret) = await Commands.CreateAsync(_web.Console.Auditor, TestConsole.NewId(), planId, Key, Ct);
        await Commands.RevokeAsync(_web.Console.Responder, TestConsole.NewId(), revoked, Ct);
        await _web.Console.AccessDesk.SetDisabledAsync(_web.Console.Admin, TestConsole.NewId(), _web.Console.Auditor.Id, disabled: true, Ct);

        var answers = new List<(HttpStatusCode, string?, string)>();
        foreach (var secret in new[] { revokedSecret, orphanedSecret, new string('0', 64), "short", "%C3%BC", revokedSecret.ToUpperInvariant() })
        {
            var answer = await _web.NewClient().GetAsync($"/calendar/{secret}.ics", Ct);
            answers.Add((answer.StatusCode, answer.Headers.CacheControl?.ToString(), await answer.Content.ReadAsStringAsync(Ct)));
        }

        Assert.Equal(HttpStatusCode.NotFound, Assert.Single(answers.Distinct()).Item1);
    }

    [Fact]
    public async Task Only_the_hash_is_stored_and_both_ends_are_audited_without_the_secret()
    {
        var (id, secret) = await Commands.CreateAsync(_web.Console.Responder, TestConsole.NewId(), await PublishAsync("A"), Key, Ct);
        await Commands.RevokeAsync(_web.Console.Admin, TestConsole.NewId(), id, Ct);

        var feed = await _web.Console.ReadAsync(db => db.CalendarFeeds.SingleAsync(candidate => candidate.Id == id, Ct));
        var entries = await _web.Console.ReadAsync(db => db.AuditEntries.Where(entry => entry.Action.StartsWith("plan.calendar")).ToListAsync(Ct));
        Assert.Equal(AccessCommands.HashOf(secret), feed.SecretHash);
        Assert.Equal(["plan.calendar.created", "plan.calendar.revoked"], entries.Select(entry => entry.Action).Order());
        Assert.Equal(64, secret.Length);
    }

    [Fact]
    public async Task Somebody_elses_address_is_revoked_by_an_administrator_only()
    {
        var planId = await PublishAsync("A");
        var (id, _) = await Commands.CreateAsync(_web.Console.Responder, TestConsole.NewId(), planId, Key, Ct);

        var refused = await Assert.ThrowsAsync<RefusedException>(() => Commands.RevokeAsync(_web.Console.Commander, TestConsole.NewId(), id, Ct));

        Assert.Equal("not_your_calendar", refused.Code);
        Assert.Single(await _web.Console.Get<ICalendarFeedQueries>().ListAsync(planId, Key, _web.Console.Responder.Id, Ct));
        Assert.Empty(await _web.Console.Get<ICalendarFeedQueries>().ListAsync(planId, Key, _web.Console.Commander.Id, Ct));
        Assert.True(await Commands.RevokeAsync(_web.Console.Admin, TestConsole.NewId(), id, Ct));
    }

    [Fact]
    public async Task A_rotation_that_the_plan_does_not_have_gets_no_address() =>
        Assert.Equal("rotation_unknown", (await Assert.ThrowsAsync<RefusedException>(async () =>
            await Commands.CreateAsync(_web.Console.Responder, TestConsole.NewId(), await PublishAsync("A"), "rotation/none", Ct))).Code);

    [Fact]
    public async Task The_API_says_who_is_on_call_and_who_would_be_called()
    {
        var planId = await PublishAsync("A");
        var client = await _web.ClientAsync(Role.Responder);

        var onCall = JsonNode.Parse(await client.GetStringAsync($"/api/v1/plans/{planId}/on-call?at=2026-03-10T08:00%2B01:00", Ct))!;
        var run = JsonNode.Parse(await client.GetStringAsync($"/api/v1/plans/{planId}/escalation?tier=Tier 1 - Critical&at=2026-03-10T08:00Z", Ct))!;
        var bad = await client.GetAsync($"/api/v1/plans/{planId}/escalation?at=yesterday", Ct);
        var missing = await client.GetAsync($"/api/v1/plans/{Guid.Empty}/on-call", Ct);

        Assert.Equal("A", (string?)onCall["rotations"]![0]!["member"]);
        Assert.Equal("2026-03-10T07:00:00+00:00", (string?)onCall["at"]);
        Assert.Equal(("A", "+49 30 5550 1"), ((string?)run["calls"]![0]!["who"], (string?)run["calls"]![0]!["method"]!["value"]));
        Assert.Equal((HttpStatusCode.UnprocessableEntity, HttpStatusCode.NotFound), (bad.StatusCode, missing.StatusCode));
    }

    // Publishes a plan whose one rotation has one member.
    private async Task<Guid> PublishAsync(string member, Guid? planId = null)
    {
        var console = _web.Console;
        var draftId = await console.Plans.ImportAsync(console.Admin, TestConsole.NewId(), "plan.md", SmallPlan.Text, Ct, planId);
        await console.Changes.ApplyAsync(console.Admin, TestConsole.NewId(), Right.EditPlan, async change =>
        {
            var draft = await change.Db.PlanDrafts.SingleAsync(candidate => candidate.Id == draftId, Ct);
            draft.Document = CanonicalJson.Bytes(PlanDocumentBytes.Read(draft.Document) with
            {
                Contacts = [PlanOfPeople.Contact("A"), PlanOfPeople.Contact("B")],
                Rotations = [PlanOfPeople.Rotation("Europe/Berlin", members: member)],
                Escalation = [PlanOfPeople.Level("1", "Primary", 0)],
            });
            change.Record(AuditChain.Console, "plan.draft.edited", new { draftId });
            return draft.PlanId;
        }, Ct);
        var version = await console.Plans.PublishAsync(Actor.Demonstration, TestConsole.NewId(), draftId, null, Ct);
        return await console.ReadAsync(db => db.PlanVersions.Where(candidate => candidate.Id == version).Select(candidate => candidate.PlanId).SingleAsync(Ct));
    }
}
