using DrConsole.Plans;
using DrConsole.Plans.Review;
using DrConsole.Plans.Schema;

namespace DrConsole.Web.Plans.Review;

/// <summary>Which proposals are shown.</summary>
public sealed record ReviewFilter(ReviewShow Show = ReviewShow.All, string Part = "")
{
    /// <summary>Rows of one page: a plan may have thousands.</summary>
    public const int PageSize = 100;

    /// <summary>Whether a row is shown.</summary>
    public bool Fits(ReviewRow row)
    {
        ArgumentNullException.ThrowIfNull(row);
        return (Part.Length == 0 || PlanSchema.Find(row.Kind)?.Part == Part) && Show switch
        {
            ReviewShow.Undecided => row.Verdict == Verdict.Undecided,
            ReviewShow.Flagged => row.Flags.Length > 0,
            ReviewShow.Notes => row.IsNote,
            ReviewShow.Rejected => row.Verdict == Verdict.Rejected,
            _ => true,
        };
    }
}

/// <summary>What a reader asks for.</summary>
public enum ReviewShow
{
    All,
    Undecided,
    Flagged,
    Notes,
    Rejected,
}

/// <summary>Rows under one chapter of the document.</summary>
/// <param name="Title">The chapter's heading; empty before the first.</param>
public sealed record ReviewChapter(string Title, IReadOnlyList<ReviewRow> Rows)
{
    private const int ChapterLevel = 2;

    /// <summary>The rows by chapter, in the order of the rows.</summary>
    public static IReadOnlyList<ReviewChapter> Of(IReadOnlyList<ReviewRow> rows, PlanDocument document)
    {
        ArgumentNullException.ThrowIfNull(rows);
        ArgumentNullException.ThrowIfNull(document);
        var heads = document.Outline.Where(heading => heading is { Level: <= ChapterLevel, Source: not null }).OrderBy(heading => heading.Source!.First).ToList();
        var chapters = new List<(string Title, List<ReviewRow> Rows)>();
        foreach (var row in rows)
        {
            var title = row.Lines is not { } lines ? "Not in the document" : heads.FindLast(heading => heading.Source!.First <= lines.First)?.Title ?? "";
            if (row.IsFixed)
            {
                title = "";
            }

            if (chapters.Count == 0 || chapters[^1].Title != title)
            {
                chapters.Add((title, []));
            }

            chapters[^1].Rows.Add(row);
        }

        return [.. chapters.Select(chapter => new ReviewChapter(chapter.Title, chapter.Rows))];
    }
}
