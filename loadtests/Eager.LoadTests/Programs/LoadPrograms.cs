namespace Eager.LoadTests.Programs;

/// <summary>What goes with the programs of the scenarios.</summary>
public static class LoadPrograms
{
    /// <summary>The script with which the scripted backend does what a worker would do with them.</summary>
    public static string Script
    {
        get
        {
            using var resource = typeof(LoadPrograms).Assembly.GetManifestResourceStream("load-script.json")!;
            using var text = new StreamReader(resource);
            return text.ReadToEnd();
        }
    }
}
