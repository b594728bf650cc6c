using Eager.Executions;

namespace Eager.Executors.Python;

/// <summary>Finds the Python interpreter.</summary>
public static class PythonInterpreter
{
    private const string Variable = "EAGER_PYTHON";
    private const string System = "/usr/bin/python3";
    private const string Command = "python3";

    /// <summary>The one that was chosen, else the one of <c>EAGER_PYTHON</c>, else the system's, else the first on the path.</summary>
    /// <param name="chosen">A path or a name; null for the usual search.</param>
    /// <param name="environment">Reads a variable of the environment.</param>
    /// <exception cref="BackendUnavailableException">There is none where it should be.</exception>
    public static string Find(string? chosen, Func<string, string?> environment)
    {
        ArgumentNullException.ThrowIfNull(environment);
        if (!string.IsNullOrEmpty(chosen))
            return Resolve(chosen, environment) ?? throw Missing($"the Python interpreter {chosen} does not exist");
        if (environment(Variable) is { Length: > 0 } named)
            return Resolve(named, environment) ?? throw Missing($"the Python interpreter {named} that {Variable} names does not exist");
        if (File.Exists(System))
            return System;
        return Resolve(Command, environment)
            ?? throw Missing($"there is no Python interpreter: install python3, or name one in {Variable}");
    }

    private static string? Resolve(string name, Func<string, string?> environment)
    {
        if (name.Contains('/', StringComparison.Ordinal))
            return File.Exists(name) ? Path.GetFullPath(name) : null;
        var folders = environment("PATH")?.Split(':', StringSplitOptions.RemoveEmptyEntries) ?? [];
        return folders.Select(folder => Path.Combine(folder, name)).FirstOrDefault(File.Exists);
    }

    private static BackendUnavailableException Missing(string message) => new(message);
}
