using Eager.Executors.CSharpWorker.Compiling;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace Eager.Executors.CSharpWorker.Effects;

/// <summary>What the program's functions and types lead to, as far as they are compiled.</summary>
internal sealed class EffectGraph
{
    /// <summary>What each submission begins with.</summary>
    private const string Initialize = "<Initialize>";

    private readonly Dictionary<string, CodeNode> _nodes = [];
    private readonly HashSet<string> _libraries = [];

    /// <summary>An assembly of a package or a file: its code is not looked at.</summary>
    public void AddLibrary(string name) => _libraries.Add(name);

    /// <summary>Adds types.</summary>
    public void AddTypes(CompiledCode code) => Read(code, entry: null, keep: true);

    /// <summary>The effects of a submission, one list for each stretch between two marks.</summary>
    /// <param name="code">The submission.</param>
    public IReadOnlyList<IReadOnlyList<EffectUse>> AddSubmission(CompiledCode code) => Read(code, Initialize, keep: DeclaresFunctions(code.Compilation));

    /// <summary>The effects of a whole program, likewise.</summary>
    public IReadOnlyList<IReadOnlyList<EffectUse>> OfProgram(CompiledCode code) =>
        Read(code, code.Compilation.GetEntryPoint(CancellationToken.None)!.MetadataName, keep: false);

    private EffectUse[][] Read(CompiledCode code, string? entry, bool keep)
    {
        if (code.Image.Length == 0)
            return [];
        var (nodes, parts) = AssemblyScan.Read(code.Compilation.AssemblyName!, code.Image, entry, _libraries.Contains);
        if (keep)
            foreach (var (key, node) in nodes)
                if (_nodes.TryGetValue(key, out var known))
                    known.Add(node);
                else
                    _nodes[key] = node;
        return [.. parts.Select(part => Reach(part, nodes))];
    }

    /// <summary>Only functions are called by what follows; what variables hold was looked at where it was made.</summary>
    private static bool DeclaresFunctions(CSharpCompilation submission) =>
        submission.ScriptClass!.GetMembers().Any(member => !member.IsImplicitlyDeclared && member is IMethodSymbol { MethodKind: MethodKind.Ordinary });

    private EffectUse[] Reach(CodeNode from, IReadOnlyDictionary<string, CodeNode> own)
    {
        var uses = new List<EffectUse>(from.Uses);
        var seen = new HashSet<string>();
        var open = new Stack<string>(from.Leads);
        while (open.TryPop(out var key))
        {
            if (!seen.Add(key) || ((own.GetValueOrDefault(key) ?? _nodes.GetValueOrDefault(key)) is not { } node))
                continue;
            uses.AddRange(node.Uses);
            foreach (var next in node.Leads)
                open.Push(next);
        }

        return [.. uses.Distinct()];
    }
}
