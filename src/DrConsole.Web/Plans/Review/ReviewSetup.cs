namespace DrConsole.Web.Plans.Review;

/// <summary>What the pages of an import consist of.</summary>
public static class ReviewSetup
{
    /// <summary>Registers what the import pages need beside queries and commands.</summary>
    public static IServiceCollection AddReviewPages(this IServiceCollection services) => services.AddSingleton<ImportShelf>().AddScoped<ImportDesk>();
}
