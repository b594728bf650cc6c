using Eager.Server.Problems;

namespace Eager.Server.Proxy;

/// <summary>Reads a mode's name.</summary>
internal static class ResultModes
{
    /// <summary>The names, in order of <see cref="ResultMode"/>.</summary>
    public static readonly string[] Names = ["fetch", "event", "auto"];

    /// <exception cref="ProblemException">It is none.</exception>
    public static ResultMode Parse(string name) => Array.IndexOf(Names, name) is >= 0 and var index
        ? (ResultMode)index
        : throw Problem.InvalidRequest.With($"Eager-Result: '{name}' is none of {string.Join(", ", Names)}");
}
