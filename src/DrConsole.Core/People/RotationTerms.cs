using System.Globalization;
using DrConsole.Plans;

namespace DrConsole.People;

/// <summary>A rotation read once: its zone, its handovers and stand-ins as instants, and what is wrong with it.</summary>
public sealed class RotationTerms
{
    private const int LongestTurn = 3660;
    private const int EarliestYear = 1900;
    private const int LatestYear = 2200;
    private readonly DateOnly? _start;
    private readonly TimeOnly _handover;
    private readonly int _days;
    private readonly List<string> _faults = [];

    /// <summary>Reads a rotation. What it does not say, or says unreadably, is in <see cref="Faults"/>.</summary>
    public RotationTerms(Rotation rotation)
    {
        ArgumentNullException.ThrowIfNull(rotation);
        Rotation = rotation;
        Zone = ReadZone(rotation.Zone);
        _handover = ReadHandover(rotation.HandoverTime);
        _start = ReadStart(rotation.Start);
        _days = ReadLength(rotation.TurnDays);
        Members = [.. rotation.Members.Where(member => !string.IsNullOrWhiteSpace(member))];
        if (Members.Count == 0)
        {
            _faults.Add("The rotation has no members.");
        }

        StandIns = [.. rotation.Overrides.Select(ReadOverride).OfType<StandIn>()];
    }

    public Rotation Rotation { get; }

    public TimeZoneInfo Zone { get; }

    /// <summary>The members, without empty names.</summary>
    public IReadOnlyList<string> Members { get; }

    /// <summary>Sentences: what cannot be read, and what is assumed instead.</summary>
    public IReadOnlyList<string> Faults => _faults;

    /// <summary>False when nobody can be said to be on call by turn.</summary>
    public bool HasTurns => _start is not null && _days > 0 && Members.Count > 0;

    internal IReadOnlyList<StandIn> StandIns { get; }

    /// <summary>The instant at which the turn of that number begins; the first is 0.</summary>
    internal DateTimeOffset Handover(int turn) => LocalInstant.Of(_start!.Value.AddDays(turn * _days).ToDateTime(_handover), Zone).Instant;

    /// <summary>Whose turn it is.</summary>
    internal string Member(int turn) => Members[turn % Members.Count];

    /// <summary>The number of the turn at that instant; negative before the first.</summary>
    internal int TurnAt(DateTimeOffset instant)
    {
        var passed = DateOnly.FromDateTime(Zones.LocalOf(instant, Zone)).DayNumber - _start!.Value.DayNumber;
        var turn = (int)Math.Floor((double)passed / _days);
        while (Handover(turn) > instant)
        {
            turn--;
        }

        while (Handover(turn + 1) <= instant)
        {
            turn++;
        }

        return turn;
    }

    private TimeZoneInfo ReadZone(string? name)
    {
        if (string.IsNullOrWhiteSpace(name))
        {
            return TimeZoneInfo.Utc;
        }

        if (Zones.Find(name.Trim()) is { } zone)
        {
            return zone;
        }

        _faults.Add($"The time zone “{name}” is not known; UTC is assumed.");
        return TimeZoneInfo.Utc;
    }

    private TimeOnly ReadHandover(string? text)
    {
        if (string.IsNullOrWhiteSpace(text))
        {
            return TimeOnly.MinValue;
        }

        if (TimeOnly.TryParseExact(text.Trim(), ["HH:mm", "H:mm", "HH:mm:ss"], CultureInfo.InvariantCulture, DateTimeStyles.None, out var time))
        {
            return time;
        }

        _faults.Add($"The handover time “{text}” is no time; midnight is assumed.");
        return TimeOnly.MinValue;
    }

    private DateOnly? ReadStart(string? text)
    {
        if (DateOnly.TryParseExact(text?.Trim(), "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var date) && date.Year is >= EarliestYear and <= LatestYear)
        {
            return date;
        }

        _faults.Add(string.IsNullOrWhiteSpace(text) ? "The rotation does not say on which day the first turn begins." : $"The first turn's day “{text}” is no date.");
        return null;
    }

    private int ReadLength(int? days)
    {
        if (days is null or (>= 1 and <= LongestTurn))
        {
            return days ?? 7;
        }

        _faults.Add(string.Create(CultureInfo.InvariantCulture, $"A turn of {days} days cannot be."));
        return 0;
    }

    private StandIn? ReadOverride(RotationOverride stated)
    {
        if (Instant(stated.From) is { } from && Instant(stated.To) is { } to && to > from)
        {
            return new(string.IsNullOrWhiteSpace(stated.Member) ? null : stated.Member.Trim(), from, to);
        }

        _faults.Add($"The stand-in from “{stated.From}” to “{stated.To}” is no span of time; it is left out.");
        return null;
    }

    private DateTimeOffset? Instant(string text) =>
        DateTime.TryParseExact(text?.Trim(), ["yyyy-MM-ddTHH:mm", "yyyy-MM-ddTHH:mm:ss", "yyyy-MM-dd HH:mm"], CultureInfo.InvariantCulture, DateTimeStyles.None, out var local)
            && local.Year is >= EarliestYear and <= LatestYear
            ? LocalInstant.Of(local, Zone).Instant
            : null;

    internal sealed record StandIn(string? Member, DateTimeOffset From, DateTimeOffset To);
}
