namespace DrConsole.Web.Incidents;

/// <summary>Addresses of incident pages.</summary>
internal static class IncidentLinks
{
    public const string List = "/incidents";
    public const string Declare = "/incidents/declare";

    public static string Incident(Guid id) => $"/incidents/{id}";

    public static string Timeline(Guid id) => $"/incidents/{id}/timeline";

    public static string History(Guid id, string format) => $"/incidents/{id}/history.{format}";
}
