using System.Text;
using DrConsole.Backups.Sources;
using DrConsole.Backups.Sources.Postgres;

namespace DrConsole.Backups.Restoring.Postgres;

/// <summary>Writes a stored setting as SQL that stores the same again.</summary>
internal static class PostgresSetting
{
    // Their stored value is a list of quoted names, which as one literal would be one name. From PostgreSQL's variable_is_guc_list_quote().
    private static readonly string[] Lists = ["local_preload_libraries", "search_path", "session_preload_libraries", "shared_preload_libraries", "temp_tablespaces", "unix_socket_directories"];

    /// <summary>E.g. <c>"search_path" TO E'app', E'public'</c>.</summary>
    public static string Assignment(DatabaseSetting setting)
    {
        var name = string.Join('.', setting.Name.Split('.').Select(PostgresQuery.Quoted));
        var values = Lists.Contains(setting.Name, StringComparer.OrdinalIgnoreCase) ? Names(setting.Value) : [setting.Value];
        return $"{name} TO {string.Join(", ", values.Select(PostgresQuery.Literal))}";
    }

    private static List<string> Names(string list)
    {
        var (names, name, inQuotes) = (new List<string>(), new StringBuilder(), false);
        for (var i = 0; i < list.Length; i++)
        {
            if (list[i] == '"')
            {
                var isDoubled = inQuotes && i + 1 < list.Length && list[i + 1] == '"';
                name.Append(isDoubled ? "\"" : "");
                (i, inQuotes) = isDoubled ? (i + 1, true) : (i, !inQuotes);
            }
            else if (list[i] == ',' && !inQuotes)
            {
                names.Add(name.ToString());
                name.Clear();
            }
            else if (inQuotes || !char.IsWhiteSpace(list[i]))
            {
                name.Append(list[i]);
            }
        }

        names.Add(name.ToString());
        return names;
    }
}
