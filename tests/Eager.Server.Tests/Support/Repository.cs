namespace Eager.Server.Tests.Support;

/// <summary>Where the sources are, and what was built from them.</summary>
internal static class Repository
{
    public static string Root { get; } = Find();

    /// <summary>The command as it was built: <c>EAGER_COMMAND</c>, else <c>artifacts/eager/eager</c>.</summary>
    public static string Command => Environment.GetEnvironmentVariable("EAGER_COMMAND") is { Length: > 0 } named ? named : Path.Join(Root, "artifacts", "eager", "eager");

    private static string Find()
    {
        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
            if (File.Exists(Path.Join(folder.FullName, "Eager.Actors.sln")))
                return folder.FullName;
        throw new DirectoryNotFoundException("no Eager.Actors.sln above this program");
    }
}
