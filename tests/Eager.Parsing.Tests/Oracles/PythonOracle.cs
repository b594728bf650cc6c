using System.Text.Json;

namespace Eager.Parsing.Tests.Oracles;

/// <summary>CPython's own cut of files into top-level statements (<c>python_statements.py</c>).</summary>
internal static class PythonOracle
{
    /// <summary>The folder of the standard library of the interpreter on the path.</summary>
    public static string StandardLibrary { get; } = Run(["-c", "import os; print(os.path.dirname(os.__file__))"], [])[0];

    /// <summary>Code spans in bytes for each file that CPython accepts.</summary>
    public static IReadOnlyDictionary<string, (long Start, long End)[]> Statements(IReadOnlyList<string> paths)
    {
        var answers = new Dictionary<string, (long Start, long End)[]>();
        foreach (var line in Run([OracleProcess.Script("python_statements.py")], paths))
        {
            using var answer = JsonDocument.Parse(line);
            if (!answer.RootElement.TryGetProperty("statements", out var statements))
                continue;
            var path = answer.RootElement.GetProperty("path").GetString()!;
            answers[path] = [.. statements.EnumerateArray().Select(span => (span[0].GetInt64(), span[1].GetInt64()))];
        }
        return answers;
    }

    /// <summary>
    /// Which statements of each file a continuation could still have changed when they were released, and which could have been released a byte
    /// earlier (<c>python_continuations.py</c>).
    /// </summary>
    public static IEnumerable<(string Path, int[] Changed, int[] Late)> Judge(IEnumerable<(string Path, IEnumerable<long[]> Released)> files)
    {
        var requests = files.Select(file => JsonSerializer.Serialize(new { path = file.Path, released = file.Released })).ToArray();
        foreach (var line in Run([OracleProcess.Script("python_continuations.py")], requests))
        {
            using var answer = JsonDocument.Parse(line);
            var root = answer.RootElement;
            yield return (root.GetProperty("path").GetString()!, Indices(root, "changed"), Indices(root, "late"));
        }
    }

    private static int[] Indices(JsonElement answer, string name) =>
        [.. answer.GetProperty(name).EnumerateArray().Select(index => index.GetInt32())];

    private static List<string> Run(string[] arguments, IReadOnlyList<string> input) => OracleProcess.Run("python3", arguments, input);
}
