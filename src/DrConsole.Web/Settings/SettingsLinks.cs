namespace DrConsole.Web.Settings;

/// <summary>Addresses of the settings.</summary>
internal static class SettingsLinks
{
    public const string Accounts = "/settings/accounts";
    public const string Tokens = "/settings/tokens";
    public const string Console = "/settings/console";
}
