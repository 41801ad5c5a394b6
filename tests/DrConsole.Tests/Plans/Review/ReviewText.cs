using DrConsole.Plans;
using DrConsole.Plans.Review;

namespace DrConsole.Tests.Plans.Review;

/// <summary>Documents for tests of looking through an import.</summary>
internal static class ReviewText
{
    public const string Main =
        """
        # Depot recovery plan

        **Owner**: Depot systems

        ## Recovery objectives

        | System | RTO | RPO |
        |--------|-----|-----|
        | Orders database | 4 hours | 15 minutes |
        | Label printer | 1 day | 1 day |

        ## Disaster scenarios

        ### Scenario 1: Orders database lost

        **Detection:**
        - Orders cannot be saved

        **Recovery steps:**

        1. Stop the order service
        2. Restore the newest backup
        3. Start the order service

        ## Contacts

        | Role | Name | Phone |
        |------|------|-------|
        | Database on-call | A. Example | +49 30 555 0100 |
        | Storage on-call | [Name] | [Phone] |

        ## Good to know

        Keys of the server room lie with the gate, phone: +49 30 555 0199
        Gate is open at night
        """;

    public const string Annex =
        """
        # Annex: objectives and contacts

        **Owner**: Platform group

        ## Recovery objectives

        | System | RTO | RPO |
        |--------|-----|-----|
        | Orders database | 8 hours | 15 minutes |
        | Web shop | 2 hours | 1 hour |

        ## Contacts

        | Role | Name | Email |
        |------|------|-------|
        | Database on-call | A. Example | dba@depot.example |
        """;

    public static ImportedPlan Both() => DocumentMerge.Of([new("plan.md", Main), new("annex.md", Annex)]);

    public static ImportedPlan One() => DocumentMerge.Of([new("plan.md", Main)]);

    /// <summary>The line of the text that holds those words, counted from 1.</summary>
    public static int Line(string text, string words) => Array.FindIndex(text.Split('\n'), line => line.Contains(words, StringComparison.Ordinal)) + 1;
}
