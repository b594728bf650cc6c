using System.Text;
using System.Text.Json;
using Eager.Executions;

namespace Eager.Executors.Jupyter.Sessions;

/// <summary>What only kernels of IPython can be told. The protocol itself has no words for a program's file, arguments or directory.</summary>
internal static class IPythonKernel
{
    /// <summary>What it calls itself when it introduces itself.</summary>
    public const string Implementation = "ipython";

    /// <summary>Shows what the program has drawn and not shown, at its end.</summary>
    public const string Farewell =
        "(lambda inline: inline and inline.show(close=True))(__import__('sys').modules.get('matplotlib_inline.backend_inline'));";

    private static readonly string Program = Read();

    /// <summary>Code that makes a fresh kernel ready for a program, and leaves no name behind.</summary>
    public static string Preparation(BackendSessionOptions options)
    {
        // JSON as it is written here has no quote of Python's and nothing beyond ASCII.
        var parcel = JsonSerializer.Serialize(new
        {
            program = Program,
            file = options.ProgramFile,
            arguments = options.Arguments.Count > 0 ? options.Arguments : [options.ProgramFile],
            directory = options.WorkingDirectory,
            awaits = options.TopLevelAwait,
            display = options.Display,
        });
        return $"exec('import json; given = json.loads(parcel); exec(given.pop(\"program\"), dict(given, get_ipython=get_ipython))', "
            + $"{{'parcel': r'{parcel}', 'get_ipython': get_ipython}})";
    }

    private static string Read()
    {
        using var resource = typeof(IPythonKernel).Assembly.GetManifestResourceStream("jupyter/ipython.py")!;
        using var text = new StreamReader(resource, Encoding.UTF8);
        return text.ReadToEnd();
    }
}
