namespace DrConsole.Web.People;

/// <summary>What the pages about people consist of.</summary>
public static class PeopleSetup
{
    /// <summary>Registers what they need beside the queries and commands of the core.</summary>
    public static IServiceCollection AddPeople(this IServiceCollection services) => services.AddScoped<CalendarDesk>();
}
