using System.Security.Cryptography;

namespace Eager.Server.Executions;

/// <summary>Names that nobody can guess.</summary>
internal static class Identifier
{
    private const int Bytes = 12;

    public static string New(string prefix) => $"{prefix}_{Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(Bytes))}";
}
