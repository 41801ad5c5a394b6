namespace DrConsole.Tests.Support;

/// <summary>A plan with one scenario of two steps and a checklist of two items.</summary>
internal static class SmallPlan
{
    public const string Text =
        """
        # Ledger recovery plan

        ## Recovery tiers

        | Tier | RTO |
        |------|-----|
        | Tier 1 - Critical | 1 hour |
        | Tier 2 - High | 8 hours |

        ## Disaster scenarios

        ### Scenario 1: Ledger database lost

        **Detection:**
        - The ledger does not answer

        **Recovery steps:**

        1. Stop the booking jobs
        2. Restore the newest backup

        ## Recovery checklist

        - [ ] Balances agree
        - [ ] Booking jobs run again
        """;
}
