namespace DrConsole.EndToEnd.Stories;

/// <summary>From a policy that somebody defines in the browser to a database that a restore gave back.</summary>
public sealed class BackupStory(RunningConsole console)
{
    [Fact]
    public async Task A_policy_is_defined_run_proven_and_restored()
    {
        await using var admin = await console.SignInAsync("admin");

        await DefineAsync(admin, "Bookings before the release");
        await admin.Page.GetByRole(AriaRole.Button, new() { Name = "Back up now" }).ClickAsync();
        await admin.Page.WaitForURLAsync("**/backups/runs/*");
        // The page follows by itself: the run ends, then a restore proves what it made.
        await Assertions.Expect(admin.Page.Locator(".page-head .badge")).ToHaveTextAsync("Complete");
        await Assertions.Expect(admin.Page.Locator(".badge", new() { HasText = "Proven" })).ToBeVisibleAsync(new() { Timeout = 2 * RunningConsole.PatienceMs });

        await admin.Page.GetByRole(AriaRole.Link, new() { Name = "See its copies and its proof" }).ClickAsync();
        await admin.Page.GetByRole(AriaRole.Link, new() { Name = "Restore …" }).ClickAsync();
        await LookAsync(admin, "bookings_again");
        await admin.Page.GetByLabel("To confirm, type").FillAsync($"{console.DatabaseSocket}:5432/bookings_again");
        await admin.Page.GetByRole(AriaRole.Button, new() { Name = "Start the restore" }).ClickAsync();
        await admin.Page.WaitForURLAsync("**/backups/restores/*-*");
        await Assertions.Expect(admin.Page.GetByText("compared parts are exactly as they were.").First).ToBeVisibleAsync();
        await Assertions.Expect(admin.Page.Locator(".badge", new() { HasText = "Restored" })).ToBeVisibleAsync();
        Assert.Empty(admin.Faults);
    }

    [Fact]
    public async Task What_is_there_is_not_written_over()
    {
        await using var admin = await console.SignInAsync("admin");

        await ChooseAsync(admin);
        await LookAsync(admin, "drconsole_demo");

        await Assertions.Expect(admin.Page.GetByRole(AriaRole.Alert)).ToContainTextAsync("not empty");
        await Assertions.Expect(admin.Page.GetByRole(AriaRole.Button, new() { Name = "Start the restore" })).ToHaveCountAsync(0);
    }

    [Fact]
    public async Task A_hold_is_not_released_without_a_reason_and_the_question_for_it_stays_open()
    {
        await using var admin = await console.SignInAsync("admin");
        await admin.OpenAsync("/backups/all");
        await admin.Page.Locator("table a").First.ClickAsync();
        await admin.Page.GetByText("Place a hold").ClickAsync();
        await admin.Page.GetByLabel("Why it must stay").FillAsync("An auditor asked for it");
        await admin.Page.GetByRole(AriaRole.Button, new() { Name = "Place the hold" }).ClickAsync();

        await admin.Page.GetByRole(AriaRole.Button, new() { Name = "Release …" }).ClickAsync();
        var release = admin.Page.GetByRole(AriaRole.Button, new() { Name = "Release the hold" });
        await release.ClickAsync();
        await Assertions.Expect(admin.Page.GetByLabel("Why it need not stay any longer")).ToBeFocusedAsync();
        await admin.Page.GetByLabel("Why it need not stay any longer").FillAsync("The audit is over");
        await release.ClickAsync();

        await Assertions.Expect(admin.Page.GetByText("Nothing holds it")).ToBeVisibleAsync();
        Assert.Empty(admin.Faults);
    }

    [Fact]
    public async Task What_overwrites_waits_for_a_second_person_who_types_their_password_once_more()
    {
        await console.SqlAsync("postgres", "CREATE DATABASE bookings_broken");
        await console.SqlAsync("bookings_broken", "CREATE TABLE half_of_it (n int)");
        await using var admin = await console.SignInAsync("admin");
        await ChooseAsync(admin);
        await admin.Page.GetByLabel("Drop what is there").CheckAsync();
        await LookAsync(admin, "bookings_broken");
        await admin.Page.GetByLabel("To confirm, type").FillAsync($"{console.DatabaseSocket}:5432/bookings_broken");
        await admin.Page.GetByRole(AriaRole.Button, new() { Name = "Propose the restore" }).ClickAsync();
        await admin.Page.GetByRole(AriaRole.Heading, new() { Name = "A second person must agree" }).WaitForAsync(); // the address of the form looks much like that of the restore
        Assert.Equal("half_of_it", await console.SqlAsync("bookings_broken", "SELECT relname FROM pg_class WHERE relkind = 'r' AND relnamespace = 'public'::regnamespace"));

        await using var manager = await console.SignInAsync("manager");
        await manager.OpenAsync(new Uri(admin.Page.Url).AbsolutePath);
        await ApproveAsync(manager, "not the password");
        await Assertions.Expect(manager.Page.GetByRole(AriaRole.Alert)).ToContainTextAsync("The password is wrong");
        await ApproveAsync(manager, console.PasswordOf("manager"));

        await Assertions.Expect(admin.Page.Locator(".badge", new() { HasText = "Restored" })).ToBeVisibleAsync();
        Assert.Equal(320, await admin.NarrowWidthAsync()); // its target is one long word
        await admin.Page.Locator(".kv a[href^='/backups/all/']").ClickAsync();
        await admin.Page.GetByRole(AriaRole.Link, new() { Name = $"into {console.DatabaseSocket}:5432/bookings_broken" }).WaitForAsync();
        Assert.Equal(320, await admin.NarrowWidthAsync());
        Assert.Equal("0", await console.SqlAsync("bookings_broken", "SELECT count(*) FROM pg_class WHERE relname = 'half_of_it'"));
        Assert.Empty(admin.Faults);
    }

    [Fact]
    public async Task A_policy_that_cannot_work_is_refused_at_its_fields()
    {
        await using var admin = await console.SignInAsync("admin");

        await admin.OpenAsync("/backups/policies/new");
        await admin.Page.GetByLabel("Name", new() { Exact = true }).FillAsync("Nothing yet");
        await admin.Page.GetByLabel("Schedule (cron)").FillAsync("99 2 * * *");
        await admin.Page.GetByRole(AriaRole.Button, new() { Name = "Make the policy" }).ClickAsync();

        await Assertions.Expect(admin.Page.GetByLabel("Schedule (cron)")).ToHaveAttributeAsync("aria-invalid", "true");
        await Assertions.Expect(admin.Page.GetByLabel("Name", new() { Exact = true })).ToHaveValueAsync("Nothing yet");
        Assert.Equal("/backups/policies/new", new Uri(admin.Page.Url).AbsolutePath);
    }

    [Fact]
    public async Task The_command_line_reads_the_same_store_without_the_console()
    {
        var (code, output) = await console.RunAsync("backup", "list", "--from", console.Store, "--json");

        Assert.True(code == 0, output);
        Assert.Contains("orders-database", output, StringComparison.Ordinal);
    }

    private async Task DefineAsync(Person admin, string name)
    {
        await admin.OpenAsync("/backups/policies/new");
        await admin.Page.GetByLabel("Name", new() { Exact = true }).FillAsync(name);
        await admin.Page.GetByLabel("Protected system").FillAsync("Booking API");
        await admin.Page.GetByLabel("Host").FillAsync(console.DatabaseSocket);
        await admin.Page.GetByLabel("User").FillAsync("drconsole_app");
        await admin.Page.GetByLabel("Databases").FillAsync("drconsole_demo");
        await admin.Page.GetByLabel("Roles and tablespaces too").UncheckAsync();
        await admin.Page.GetByLabel("Schedule (cron)").FillAsync("");
        await admin.Page.GetByLabel("This machine").CheckAsync();
        await admin.Page.GetByLabel("Data category").SelectOptionAsync("default");
        await admin.Page.GetByRole(AriaRole.Button, new() { Name = "Make the policy" }).ClickAsync();
        await admin.Page.GetByRole(AriaRole.Heading, new() { Name = name }).WaitForAsync();
    }

    private async Task ApproveAsync(Person manager, string password)
    {
        await manager.Page.GetByRole(AriaRole.Button, new() { Name = "Approve …" }).ClickAsync();
        var dialog = manager.Page.GetByRole(AriaRole.Dialog);
        await dialog.GetByLabel("to confirm").FillAsync($"{console.DatabaseSocket}:5432/bookings_broken");
        await dialog.GetByLabel("Your own password, once more").FillAsync(password);
        await dialog.GetByRole(AriaRole.Button, new() { Name = "Approve", Exact = true }).ClickAsync();
    }

    // A backup of the demonstration's database, whatever else was backed up meanwhile.
    private static async Task ChooseAsync(Person admin)
    {
        await admin.OpenAsync("/backups/restores/new");
        await admin.Page.GetByRole(AriaRole.Row).Filter(new() { HasText = "orders-database" }).GetByRole(AriaRole.Link).First.ClickAsync();
    }

    private async Task LookAsync(Person admin, string database)
    {
        // The server that the backup came from stands there already.
        await Assertions.Expect(admin.Page.GetByRole(AriaRole.Textbox, new() { Name = "Server" })).ToHaveValueAsync(console.DatabaseSocket);
        await admin.Page.GetByRole(AriaRole.Textbox, new() { Name = "User" }).FillAsync("drconsole");
        await admin.Page.GetByLabel("Name of the restored database").FillAsync(database);
        await admin.Page.GetByRole(AriaRole.Button, new() { Name = "Look at the target" }).ClickAsync();
    }
}
