using System.Text.Json.Nodes;
using DrConsole.Plans.Edit;
using DrConsole.Plans.Edit.Contacts;
using DrConsole.Platform;
using DrConsole.Web.Access;
using DrConsole.Web.Shell;
using Microsoft.AspNetCore.Components;
using Microsoft.JSInterop;

namespace DrConsole.Web.Plans.Edit;

/// <summary>Adds many contacts to a draft at once: paste, look at what was understood, add. One undo takes all back.</summary>
public sealed partial class ContactPastePage(
    IDraftQueries queries, DraftCommands commands, CurrentActor current, IJSRuntime browser, NavigationManager navigation, PlanShelf shelf, TimeProvider clock, ILogger<ContactPastePage> logger)
{
    private const long LongestText = 1024 * 1024;

    private static readonly string[] OtherFields = ["company", "zone", "language", "availability", "contractNumber", "supportLevel", "remark"];

    private readonly HashSet<PastedContact> _chosen = [];
    private Load<DraftSheet> _sheet = new();
    private Saving _saving = default!;
    private PastedContacts? _read;
    private ElementReference _text;

    [Parameter]
    public Guid DraftId { get; set; }

    private bool IsReady => RendererInfo.IsInteractive && !_saving.IsBusy;

    protected override Task OnInitializedAsync()
    {
        _saving = new(clock, Left);
        return RefreshAsync();
    }

    private async Task RefreshAsync()
    {
        var actor = await current.GetAsync();
        _sheet = await _sheet.RefreshOneAsync(ct => queries.SheetAsync(DraftId, actor.Id, ct), logger, Left);
    }

    private async Task ReadAsync()
    {
        _chosen.Clear();
        // A stream, because a pasted table may be larger than one message of a circuit.
        await using var pasted = await browser.InvokeAsync<IJSStreamReference>("drconsole.streamOf", Left, _text);
        if (pasted.Length > LongestText)
        {
            _read = new([], "This is more than 1 MiB. Paste it in parts.");
            return;
        }

        using var reader = new StreamReader(await pasted.OpenReadStreamAsync(LongestText, Left));
        Show(ContactPaste.Read(await reader.ReadToEndAsync(Left)));
    }

    private void Show(PastedContacts read)
    {
        _read = read;
        _chosen.UnionWith(read.Contacts.Where(contact => contact.Errors.Count == 0 && !IsThere(contact, _sheet.Items![0])));
    }

    private void Choose(PastedContact contact, bool isWanted)
    {
        if (isWanted)
        {
            _chosen.Add(contact);
        }
        else
        {
            _chosen.Remove(contact);
        }
    }

    private async Task AddAsync()
    {
        var actor = await current.GetAsync();
        var all = new SeveralChanges([.. _read!.Contacts.Where(_chosen.Contains).Select(contact => new AddItem("contact", null, AddItem.Last, (JsonObject)contact.Item.DeepClone()))]);
        if (await _saving.RunAsync((id, ct) => commands.EditAsync(actor, id, DraftId, all, ct), StateHasChanged))
        {
            shelf.Clear();
            await browser.InvokeVoidAsync("drconsole.clearDraft", Left, $"contacts-{DraftId:N}");
            navigation.NavigateTo(EditLinks.Part(DraftId, "contacts"));
        }
    }

    private static bool IsThere(PastedContact contact, DraftSheet sheet) =>
        contact.Text("name") is { } name && sheet.Document.Contacts.Any(known => name.Equals(known.Name, StringComparison.OrdinalIgnoreCase));

    private static string NameOf(PastedContact contact) => contact.Text("name") ?? contact.Text("role") ?? contact.Text("company") ?? "(no name)";

    private static IEnumerable<string?> More(PastedContact contact) =>
        contact.Ways.Concat(OtherFields.Select(contact.Text).OfType<string>());

    private static string Count(int count) => Counted.Say(count, "contact");
}
