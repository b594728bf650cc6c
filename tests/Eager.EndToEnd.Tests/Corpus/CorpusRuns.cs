using System.Text.Json;

namespace Eager.EndToEnd.Corpus;

/// <summary>Runs the whole corpus once, a few programs at a time, beside the plain interpreter; tests wait for the program that they are about.</summary>
public sealed class CorpusRuns : IDisposable
{
    private readonly SemaphoreSlim _slots = new(Environment.ProcessorCount);
    private readonly Lazy<Dictionary<string, Task<CorpusRun>>> _runs;

    public CorpusRuns() => _runs = new(() => CorpusProgram.All.ToDictionary(program => program.Folder, RunAsync));

    public void Dispose() => _slots.Dispose();

    internal Task<CorpusRun> Of(string folder) => _runs.Value[folder];

    private async Task<CorpusRun> RunAsync(CorpusProgram program)
    {
        await Task.Yield();
        await _slots.WaitAsync();
        try
        {
            using var serial = Workspace.CopyOf(program.Folder);
            using var both = Workspace.CopyOf(program.Folder);
            var expected = await PythonReference.RunAsync(serial, "program.py");
            var actual = await EagerCommand.RunAsync(both, "run", "--mode", "both", "--rate", "0", "--summary", "summary.json", "program.py");
            using var summary = JsonDocument.Parse(both.Has("summary.json") ? both.Read("summary.json") : "{}");
            return new CorpusRun(expected, actual, summary.RootElement.Clone());
        }
        finally
        {
            _slots.Release();
        }
    }
}
