using System.Reflection;
using System.Text.Json;
using DrConsole.Plans;
using DrConsole.Plans.Schema;

namespace DrConsole.Tests.Plans.Schema;

public sealed class PlanSchemaTests
{
    // What an item is known by, and the lists of its children, are no fields of a form.
    private static readonly string[] NoFields = ["key", "source", "moreSources", "phases", "steps"];

    public static TheoryData<string> Kinds => [.. PlanSchema.Kinds.Append(PlanSchema.Meta).Select(kind => kind.Name)];

    [Theory]
    [MemberData(nameof(Kinds))]
    public void Every_field_of_a_record_is_described_and_every_described_field_exists(string name)
    {
        var kind = PlanSchema.Find(name)!;

        var properties = kind.Type.GetProperties(BindingFlags.Public | BindingFlags.Instance).Where(property => property.CanWrite)
            .Select(property => JsonNamingPolicy.CamelCase.ConvertName(property.Name)).Except(NoFields).Order();

        Assert.Equal(properties, kind.Fields.Select(field => field.Name).Order());
    }

    [Theory]
    [MemberData(nameof(Kinds))]
    public void Every_field_that_names_others_says_which_kinds(string name) =>
        Assert.All(
            PlanSchema.Find(name)!.Fields.Where(field => field.Kind is FieldKind.Name or FieldKind.Names or FieldKind.Keys),
            field => Assert.All(field.Of, of => Assert.NotNull(PlanSchema.Find(of))));

    [Fact]
    public void Every_list_of_a_plan_has_its_kind()
    {
        // The outline, the conflicts and the files tell of the documents, not of the plan.
        var lists = typeof(PlanDocument).GetProperties().Select(property => JsonNamingPolicy.CamelCase.ConvertName(property.Name)).Except(["meta", "outline", "conflicts", "files"]);

        Assert.Equal(lists.Order(), PlanSchema.TopKinds.Select(kind => kind.List).Order());
    }
}
