using System.Collections.Concurrent;
using System.Reflection;
using System.Runtime.Loader;
using Eager.Executors.CSharpWorker.Compiling;

namespace Eager.Executors.CSharpWorker.Running;

/// <summary>
/// The program's assemblies, found by name. Types stay. Submissions may be given back when nothing refers to them any more: after the first <see cref="CheapLoads"/>, because code
/// that can be unloaded is compiled with all optimisations at once, which costs a millisecond or two.
/// </summary>
internal sealed class ProgramAssemblies
{
    private const int CheapLoads = 400;

    /// <summary>Submissions that are given back together.</summary>
    private const int Together = 16;

    private readonly ConcurrentDictionary<string, Assembly> _kept = new();
    private readonly AssemblyLoadContext _context = new("program");
    private AssemblyLoadContext? _shared;
    private int _submissions;

    public ProgramAssemblies() => _context.Resolving += Resolve;

    /// <summary>Types, or a whole program.</summary>
    public Assembly Load(CompiledCode code) => Load(_context, code, keep: true);

    public Submission LoadSubmission(CompiledCode code, int depth, bool keep)
    {
        if (code.Image.Length == 0)
            return new Submission(_ => Task.FromResult<object?>(null), depth);
        var entry = code.Compilation.GetEntryPoint(CancellationToken.None)!;
        var method = Load(_submissions++ < CheapLoads ? _context : Shared(), code, keep).GetType(entry.ContainingType.MetadataName)!
            .GetMethod(entry.MetadataName, BindingFlags.Static | BindingFlags.Public | BindingFlags.NonPublic)!;
        return new Submission(method.CreateDelegate<Func<object?[], Task<object?>>>(), depth);
    }

    /// <summary>Nothing refers to these any more: what they hold has moved.</summary>
    public void Forget(IEnumerable<string> names)
    {
        foreach (var name in names)
            _kept.TryRemove(name, out _);
    }

    /// <summary>An assembly that lies in a file.</summary>
    public void LoadFile(string path)
    {
        var assembly = _context.LoadFromAssemblyPath(path);
        _kept[assembly.GetName().Name!] = assembly;
    }

    /// <summary>The parameters of a function of the program, as a stack trace shows them.</summary>
    public string ParametersOf(string function)
    {
        const BindingFlags Own = BindingFlags.Instance | BindingFlags.Static | BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.DeclaredOnly;
        var method = _kept.Values.SelectMany(assembly => assembly.GetTypes()).Where(type => type.Name == CompilerSettings.SubmissionClass)
            .SelectMany(type => type.GetMethods(Own)).FirstOrDefault(method => method.Name == function);
        return $"({string.Join(", ", method?.GetParameters().Select(parameter => $"{parameter.ParameterType.Name} {parameter.Name}") ?? [])})";
    }

    private Assembly Load(AssemblyLoadContext context, CompiledCode code, bool keep)
    {
        using var image = new MemoryStream(code.Image);
        using var symbols = new MemoryStream(code.Symbols);
        var assembly = context.LoadFromStream(image, symbols);
        if (keep)
            _kept[assembly.GetName().Name!] = assembly;
        return assembly;
    }

    private AssemblyLoadContext Shared()
    {
        if (_shared is not null && _submissions % Together != 0)
            return _shared;
        _shared = new AssemblyLoadContext("statements", isCollectible: true);
        _shared.Resolving += Resolve;
        return _shared;
    }

    private Assembly? Resolve(AssemblyLoadContext context, AssemblyName name) => _kept.GetValueOrDefault(name.Name!);
}
