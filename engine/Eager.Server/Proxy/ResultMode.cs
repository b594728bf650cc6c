using Eager.Server.Problems;

namespace Eager.Server.Proxy;

/// <summary>Where the results of executed calls go.</summary>
internal enum ResultMode
{
    /// <summary>The answer passes byte for byte; the client asks for results by the calls' ids.</summary>
    Fetch,

    /// <summary>As one more event at the end of the stream.</summary>
    Event,

    /// <summary>To the model, whose next answer continues the stream.</summary>
    Auto,
}

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
