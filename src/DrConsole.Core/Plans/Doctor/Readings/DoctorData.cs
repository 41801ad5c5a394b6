using System.Text.Json;

namespace DrConsole.Plans.Doctor;

/// <summary>Reads the doctor's data files, which are built into the program.</summary>
internal static class DoctorData
{
    private static readonly JsonSerializerOptions Options = new(JsonSerializerDefaults.Web);

    public static T Read<T>(string name)
    {
        using var stream = typeof(DoctorData).Assembly.GetManifestResourceStream($"DrConsole.Plans.Doctor.Data.{name}.json")
            ?? throw new InvalidOperationException($"The doctor's data file {name} is missing from the build.");
        return JsonSerializer.Deserialize<T>(stream, Options) ?? throw new InvalidOperationException($"The doctor's data file {name} is empty.");
    }
}
