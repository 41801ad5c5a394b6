using System.Text.Json.Serialization;
using DrConsole.Backups.Sources;
using DrConsole.Plans;
using DrConsole.Platform;
using DrConsole.Verification;

namespace DrConsole.Backups.Policies;

/// <summary>Everything that a person says of a policy. What is left out has the policy's usual value.</summary>
public sealed record PolicyDraft
{
    public required string Name { get; init; }

    /// <summary>Name in the keys of the stores; null makes one from the policy's name. Only heard when the policy is made.</summary>
    public string? Source { get; init; }

    public string? SystemName { get; init; }

    public string? PlanItemKey { get; init; }

    public required SourceSettings Settings { get; init; }

    /// <summary>Null keeps the one that is there; an empty one removes it.</summary>
    [JsonIgnore]
    public SecretText? Password { get; init; }

    /// <inheritdoc cref="Password"/>
    [JsonIgnore]
    public SecretText? Material { get; init; }

    public string? Cron { get; init; }

    public string Zone { get; init; } = "UTC";

    public IReadOnlyList<Blackout> Blackouts { get; init; } = [];

    public int CeilingMinutes { get; init; } = 360;

    public int StallMinutes { get; init; } = 10;

    public int? OnChangeSeconds { get; init; }

    public IReadOnlyList<RetentionRule> Retention { get; init; } = [];

    public required string KeyCategory { get; init; }

    public IReadOnlyList<Guid> StoreIds { get; init; } = [];

    public IReadOnlyList<string> AllowedRegions { get; init; } = [];

    public int LockDays { get; init; }

    public VerificationLevel VerifyLevel { get; init; } = VerificationLevel.ReadBack;

    public double? RestoreTestDays { get; init; }

    public IReadOnlyList<ContentCheck> Checks { get; init; } = [];

    public double? RpoMinutes { get; init; }

    public double? RtoMinutes { get; init; }

    public bool IsEnabled { get; init; } = true;
}

/// <summary>A policy that was saved, and what its author should know though it stops nothing.</summary>
public sealed record PolicySaved(Guid Id, IReadOnlyList<PolicyFinding> Findings);

/// <summary>Something that a policy cannot do as it is, e.g. keep its RPO.</summary>
/// <param name="Code">Stable snake_case name.</param>
public sealed record PolicyFinding(string Code, string Text);

/// <summary>Why a policy cannot be saved as it is.</summary>
/// <param name="Field">Name of the field of <see cref="PolicyDraft"/> that it is about.</param>
/// <param name="Code">Stable snake_case name.</param>
public sealed record PolicyFault(string Field, string Code, string Text);

/// <summary>What a look at a policy found before it is saved.</summary>
public sealed record PolicyExamination(IReadOnlyList<PolicyFault> Faults, IReadOnlyList<PolicyFinding> Findings);
