namespace DrConsole.Plans.Import;

/// <summary>Words by which a document fills a field of an item, or labels it. The files in <c>Terms</c> name them for each language.</summary>
internal enum Term
{
    Hourly, TwiceDaily, Daily, Workdays, Fortnightly, TwiceMonthly, Weekly, BiMonthly, Monthly, Quarterly, HalfYearly, TwoYearly, Yearly,
    First, Noon, Midnight, Evening,
    Versions, AllVersions, Indefinite,
    Approver, Classification, ReviewCadence, Residency, Verification, Integrity, DependsOn, Update, Criteria, AffectedSystems, Lead, Success,
    Duration, Evidence, Approval, Provider, Medium, Tape, Primary, Secondary, OffSite, Archive, Hot, Warm, Cold, Readiness, Fallback, Target, To,
    Availability, Company, ContractNumber, SupportLevel, Zone, Language, Chat, Sms, Pager, Web, Phone,
    Channel, ChannelWords, Cadence, TemplateName, Subject, Audience, Metric, Condition, AlertSeverity, Notify,
    ChangeRecord, ChangeText, Date, Author, Repeat, OnCall, Handover, Member, Turn, See, SectionWord, Only, All, PlanWord,
}
