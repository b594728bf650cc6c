namespace Eager.Chat.Tests;

/// <summary>The product as it was built: <c>EAGER_COMMAND</c>, else <c>artifacts/eager/eager</c> above this program.</summary>
internal static class ProductCommand
{
    public static string Path { get; } = Environment.GetEnvironmentVariable("EAGER_COMMAND") is { Length: > 0 } named ? named : Built();

    public static string CSharpWorker { get; } = System.IO.Path.Join(System.IO.Path.GetDirectoryName(Path), "csharp-worker");

    private static string Built()
    {
        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
        {
            var candidate = System.IO.Path.Join(folder.FullName, "eager", "eager");
            if (folder.Name == "artifacts" && File.Exists(candidate))
                return candidate;
        }

        throw new InvalidOperationException("the command is not built: call ./eager once, or set EAGER_COMMAND");
    }
}
