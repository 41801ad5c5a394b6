using System.Text.Json.Nodes;
using DrConsole.Platform;

namespace DrConsole.Plans.Edit.Contacts;

/// <summary>A contact that is being put together: the first number and address are its own, the others further ways.</summary>
internal sealed class ContactDraft
{
    private readonly JsonObject _item = [];
    private readonly JsonArray _ways = [];

    public void Set(string field, string value)
    {
        var clean = Clean(value);
        if (clean.Length > 0 && _item[field] is null)
        {
            _item[field] = clean;
        }
        else if (clean.Length > 0 && clean != (string?)_item[field])
        {
            Remark(clean);
        }
    }

    public void External() => _item["external"] = true;

    public void Phone(string value) => Own("phone", "phone", value);

    public void Email(string value) => Own("email", "email", value);

    public void Way(string kind, string value)
    {
        var clean = Clean(value);
        if (clean.Length > 0)
        {
            _ways.Add(new JsonObject { ["kind"] = kind, ["value"] = clean });
        }
    }

    public void Remark(string text)
    {
        var clean = SafeText.Clean(text).Trim();
        if (clean.Length > 0)
        {
            _item["remark"] = _item["remark"] is null ? clean : $"{(string?)_item["remark"]}\n{clean}";
        }
    }

    public JsonObject Made()
    {
        if (_ways.Count > 0)
        {
            _item["methods"] = _ways;
        }

        return _item;
    }

    private void Own(string field, string kind, string value)
    {
        if (_item[field] is null)
        {
            Set(field, value);
        }
        else
        {
            Way(kind, value);
        }
    }

    private static string Clean(string value) => SafeText.Clean(value).ReplaceLineEndings(" ").Trim();
}
