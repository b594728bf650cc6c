namespace Eager.EndToEnd;

/// <summary>The real command, as it was built: <c>EAGER_COMMAND</c>, else <c>artifacts/eager/eager</c> above this program.</summary>
internal static class EagerCommand
{
    private static readonly Lazy<string> Found = new(Find);

    public static string Program => Found.Value;

    /// <summary>Runs the command without standard input to its end.</summary>
    public static async Task<Finished> RunAsync(Workspace at, params string[] arguments)
    {
        await using var process = Start(at, arguments);
        process.Stdin.Close();
        return await process.FinishAsync();
    }

    public static LiveProcess Start(Workspace at, params string[] arguments) => LiveProcess.Start(Program, arguments, at.Path);

    /// <summary>Runs a line of shell in which <c>$EAGER</c> is the command.</summary>
    public static async Task<Finished> ShellAsync(Workspace at, string line, params (string Name, string? Value)[] environment)
    {
        await using var process = StartShell(at, line, environment);
        process.Stdin.Close();
        return await process.FinishAsync();
    }

    public static LiveProcess StartShell(Workspace at, string line, params (string Name, string? Value)[] environment) =>
        LiveProcess.Start("/bin/bash", ["-c", line], at.Path, [("EAGER", Program), .. environment]);

    private static string Find()
    {
        var found = Environment.GetEnvironmentVariable("EAGER_COMMAND") is { Length: > 0 } named ? named : Built();
        if (found is null || !File.Exists(found))
            throw new InvalidOperationException($"the command is not built ({found ?? "no artifacts/eager/eager above this program"}): call ./eager once, or set EAGER_COMMAND");
        return Path.GetFullPath(found);
    }

    private static string? Built()
    {
        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
        {
            var candidate = Path.Combine(folder.FullName, "eager", "eager");
            if (folder.Name == "artifacts" && File.Exists(candidate))
                return candidate;
        }

        return null;
    }
}
