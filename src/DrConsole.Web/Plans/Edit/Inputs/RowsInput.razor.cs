using System.Text.Json.Nodes;
using DrConsole.Plans.Edit;
using DrConsole.Plans.Schema;

namespace DrConsole.Web.Plans.Edit.Inputs;

/// <summary>A list of small records, edited in place. Sent as a whole, once every row fits; until then the rows are kept here.</summary>
public sealed partial class RowsInput
{
    private List<JsonObject>? _unsent;
    private JsonNode? _was;
    private List<JsonObject> _sent = [];
    private JsonNode? _read;

    private ItemKind Kind => RowFields.Of(Field.Kind)!;

    private List<JsonObject> Rows => _unsent ?? _sent;

    /// <inheritdoc/>
    protected override void OnParametersSet()
    {
        if (_read is null || !FieldValue.Same(_read, Value))
        {
            _read = Value?.DeepClone();
            _sent = [.. (_read as JsonArray ?? []).OfType<JsonObject>()];
        }
    }

    // A new row is not sent: it is empty.
    private void Add() => Own().Add([]);

    private Task SetAsync(int at, FieldChange change)
    {
        var row = Own()[at];
        if (change.Value is null)
        {
            row.Remove(change.Field);
        }
        else
        {
            row[change.Field] = change.Value.DeepClone();
        }

        return SendRowsAsync();
    }

    private Task RemoveAsync(int at)
    {
        Own().RemoveAt(at);
        return SendRowsAsync();
    }

    private Task MoveAsync((int From, int To) move)
    {
        _unsent = [.. OrderedRows.Moved(Own(), move)];
        return SendRowsAsync();
    }

    private List<JsonObject> Own()
    {
        if (_unsent is null)
        {
            _was = Value?.DeepClone();
            _unsent = [.. (Value?.DeepClone() as JsonArray ?? []).OfType<JsonObject>()];
        }

        return _unsent;
    }

    private async Task SendRowsAsync()
    {
        var rows = new JsonArray([.. Rows.Select(row => (JsonNode)row.DeepClone())]);
        if (FieldCheck.Of(Field, rows) is { } refusal)
        {
            View.Refuse(refusal);
            return;
        }

        (_unsent, _sent, _read) = (null, Rows, rows.DeepClone());
        await View.AcceptAsync(FieldValue.Meant(rows), _was);
    }
}
