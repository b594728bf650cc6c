namespace Eager.Host.Loads;

/// <summary>The script with which the scripted backend plays the programs of load tests, as a file for as long as it is needed.</summary>
internal sealed class LoadScript : IDisposable
{
    private LoadScript(string path) => Path = path;

    public string Path { get; }

    public static LoadScript Write()
    {
        var path = System.IO.Path.GetTempFileName();
        File.WriteAllText(path, LoadTests.Programs.LoadPrograms.Script);
        return new LoadScript(path);
    }

    public void Dispose() => File.Delete(Path);
}
