namespace DrConsole.Backups.Policies;

/// <summary>What a policy's secrets are sealed for.</summary>
public static class PolicySecrets
{
    public static string Password(Guid policyId) => $"policy:{policyId}:password";

    public static string Material(Guid policyId) => $"policy:{policyId}:material";
}
