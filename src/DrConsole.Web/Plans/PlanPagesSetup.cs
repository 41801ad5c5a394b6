using DrConsole.Web.Plans.Doctor;
using DrConsole.Web.Plans.Review;

namespace DrConsole.Web.Plans;

/// <summary>What the plan pages consist of.</summary>
public static class PlanPagesSetup
{
    /// <summary>Registers what the plan pages need beside the plan's own queries and commands.</summary>
    public static IServiceCollection AddPlanPages(this IServiceCollection services) =>
        services.AddSingleton<PlanShelf>().AddScoped<PlanDesk>().AddScoped<DoctorDesk>().AddReviewPages();
}
