using System.Security.Cryptography;
using System.Text;

namespace DrConsole.Web.Plans.Review;

/// <summary>Element ids of rows: proposals are named after the document's words, which may hold anything.</summary>
internal static class RowId
{
    /// <summary>The element id of a proposal.</summary>
    public static string Of(string proposalId) => $"row-{Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(proposalId)).AsSpan(0, 8))}";
}
