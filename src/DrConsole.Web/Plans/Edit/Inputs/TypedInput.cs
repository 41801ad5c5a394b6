using System.Text.Json.Nodes;
using DrConsole.Plans.Edit;

namespace DrConsole.Web.Plans.Edit.Inputs;

/// <summary>
/// An input whose value is typed as text. What is being typed is never replaced: a value that arrives from somebody else meanwhile is shown
/// when the person leaves the field without having changed it.
/// </summary>
public abstract class TypedInput : FieldInput
{
    private string? _typed;
    private JsonNode? _was;
    private bool _isHeld;
    private bool _isRefused;

    /// <summary>The text in the field.</summary>
    protected string Text => _typed is not null && (_isHeld || _isRefused || FieldValue.Same(Value, _was)) ? _typed : Saved;

    /// <summary>The text of the value that the plan has.</summary>
    protected string Saved => FieldEntry.Write(Field, Value);

    /// <summary>The person entered the field.</summary>
    protected void Hold()
    {
        if (!_isRefused)
        {
            (_typed, _was) = (Text, Value?.DeepClone());
        }

        _isHeld = true;
    }

    /// <summary>The person left the field.</summary>
    protected void Release()
    {
        _isHeld = false;
        if (!_isRefused && FieldValue.Same(Value, _was))
        {
            _typed = null; // from now on as the plan writes it: "1 h 30 min" for "90m"
        }
    }

    /// <summary>The person finished a text.</summary>
    protected async Task SetAsync(string? text)
    {
        if (!_isHeld && !_isRefused)
        {
            _was = Value?.DeepClone();
        }

        _typed = text ?? "";
        var (value, error) = FieldEntry.Read(Field, text);
        _isRefused = error is not null;
        if (error is not null)
        {
            View.Refuse(error);
            return;
        }

        View.Refuse(null);
        if (!FieldValue.Same(value, _was))
        {
            var was = _was;
            if (_isHeld)
            {
                _was = value?.DeepClone(); // goes on from here when the person stays in the field
            }

            await View.AcceptAsync(value, was);
        }
    }
}
