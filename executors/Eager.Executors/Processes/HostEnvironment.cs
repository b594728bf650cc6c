using System.Collections;

namespace Eager.Executors.Processes;

/// <summary>The environment of the host, as a process is given it.</summary>
internal static class HostEnvironment
{
    /// <summary>Its variables, each <c>NAME=value</c>.</summary>
    public static IReadOnlyList<string> Variables() =>
        [.. from DictionaryEntry entry in Environment.GetEnvironmentVariables() select $"{entry.Key}={entry.Value}"];
}
