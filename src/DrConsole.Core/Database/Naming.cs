using System.Text.RegularExpressions;
using Microsoft.EntityFrameworkCore;

namespace DrConsole.Database;

/// <summary>Every name in the database is snake_case, as a person types it at psql.</summary>
internal static partial class Naming
{
    public static void UseSnakeCase(this ModelBuilder model)
    {
        foreach (var entity in model.Model.GetEntityTypes())
        {
            foreach (var property in entity.GetProperties().Where(property => property.Name != "Version"))
            {
                property.SetColumnName(Snake(property.Name));
            }

            foreach (var key in entity.GetKeys())
            {
                key.SetName(Snake(key.GetName()!));
            }

            foreach (var foreign in entity.GetForeignKeys())
            {
                foreign.SetConstraintName(Snake(foreign.GetConstraintName()!));
            }

            foreach (var index in entity.GetIndexes())
            {
                index.SetDatabaseName(Snake(index.GetDatabaseName()!));
            }
        }
    }

    private static string Snake(string name) => Boundary().Replace(name, "${lower}_${upper}").ToLowerInvariant();

    [GeneratedRegex("(?<lower>[a-z0-9])(?<upper>[A-Z])", RegexOptions.None, 1000)]
    private static partial Regex Boundary();
}
