using System.Globalization;
using System.Text;

namespace DrConsole.Platform;

/// <summary>Writes metrics in Prometheus' text format 0.0.4: one family after the other, each with its help and type.</summary>
public sealed class PrometheusText
{
    /// <summary>The format's media type.</summary>
    public const string MediaType = "text/plain; version=0.0.4; charset=utf-8";

    private readonly StringBuilder _text = new();

    /// <summary>Begins a family; its samples follow.</summary>
    public PrometheusText Family(string name, string type, string help)
    {
        _text.Append("# HELP ").Append(name).Append(' ').Append(Escape(help, quotes: false)).Append('\n');
        _text.Append("# TYPE ").Append(name).Append(' ').Append(type).Append('\n');
        return this;
    }

    /// <summary>Adds a sample. A value that is not known is left out: no sample says more than a zero.</summary>
    public PrometheusText Sample(string name, double? value, params (string Name, string? Value)[] labels)
    {
        ArgumentNullException.ThrowIfNull(labels);
        if (value is { } known)
        {
            var text = string.Join(',', labels.Where(label => label.Value is not null).Select(label => $"{label.Name}=\"{Escape(label.Value!, quotes: true)}\""));
            _text.Append(name).Append(text.Length == 0 ? "" : $"{{{text}}}").Append(' ').Append(known.ToString("R", CultureInfo.InvariantCulture)).Append('\n');
        }

        return this;
    }

    /// <inheritdoc/>
    public override string ToString() => _text.ToString();

    private static string Escape(string text, bool quotes)
    {
        var escaped = text.Replace("\\", "\\\\", StringComparison.Ordinal).Replace("\n", "\\n", StringComparison.Ordinal);
        return quotes ? escaped.Replace("\"", "\\\"", StringComparison.Ordinal) : escaped;
    }
}
