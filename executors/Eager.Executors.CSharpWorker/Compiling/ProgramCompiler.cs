using System.Text;
using Eager.Executors.CSharpWorker.Effects;
using Eager.Executors.CSharpWorker.Running;
using Eager.Executors.CSharpWorker.Sources;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Text;

namespace Eager.Executors.CSharpWorker.Compiling;

/// <summary>
/// Compiles a program piece by piece. Types become libraries; functions and statements become submissions, each of which sees the
/// variables of those before it. A submission that declares nothing leaves nothing behind.
/// </summary>
internal sealed class ProgramCompiler(ProgramAssemblies assemblies, bool implicitUsings)
{
    private const string ArgumentsVariable = "string[] args = global::Eager.Executors.CSharpWorker.Running.RunningProgram.Arguments;";

    private readonly ProgramReferences _references = new();
    private readonly List<Element> _usings = [];
    private readonly CSharpCompilationOptions _scriptOptions = ScriptOptions(implicitUsings, OptimizationLevel.Release);
    private readonly CSharpCompilationOptions _plainOptions = ScriptOptions(implicitUsings, OptimizationLevel.Debug);

    /// <summary>Where what is compiled is loaded.</summary>
    public ProgramAssemblies Assemblies => assemblies;

    /// <summary>Where it is noted what compiled code leads to; null where nobody asks.</summary>
    public EffectGraph? Effects { get; set; }

    /// <summary>Submissions that names are looked up in.</summary>
    public int Links => _chain.Links;

    private readonly SubmissionChain _chain = new();
    private Rebase? _rebase;
    private int _known;
    private int _assemblies;

    /// <summary>The type of a variable as it is written; null where there is none, or where it cannot be written.</summary>
    public string? TypeOf(string variable) => _chain.TypeOf(variable);

    /// <summary>Compiles what every program begins with: <c>args</c>.</summary>
    public Submission Begin() => AddSubmission([new Element(ElementKind.Statement, 0, "", 1, ArgumentsVariable)]).Submission!;

    /// <summary>Compiles and loads types that see each other and what came before. Empty where they compile.</summary>
    public IReadOnlyList<CompileError> AddTypes(IReadOnlyList<Element> types)
    {
        var layouts = types.Select(SourceLayout.Type).ToArray();
        var trees = layouts.Select((layout, index) => Parse(layout.Text, types[index].File, CompilerSettings.Program)).ToArray();
        var usings = CompilerSettings.GlobalUsings(implicitUsings)
            + string.Concat(_usings.Select(element => $"\nglobal {element.SubmissionText.Trim()}"));
        foreach (var tree in trees)
            _references.AddFor(tree);
        var name = NextName();
        var code = _references.Compile(
            more => CompiledCode.Emit(
                CSharpCompilation.Create(name, [.. trees, Parse(usings, "", CompilerSettings.Program)], [.. _references.Needed, .. more], CompilerSettings.Library),
                diagnostic => Array.IndexOf(trees, diagnostic.Location.SourceTree) is var index and >= 0
                    ? layouts[index].Locate(diagnostic)
                    : new CompileError(null, diagnostic)),
            code => code.Errors);
        if (!code.Succeeded)
            return code.Errors;
        assemblies.Load(code);
        Effects?.AddTypes(code);
        _references.Add(MetadataReference.CreateFromImage(code.Image));
        return [];
    }

    /// <summary>Adds a library, which may be built on whatever the framework holds.</summary>
    public void AddLibrary(MetadataReference library)
    {
        _references.AddAll();
        _references.Add(library);
    }

    /// <summary>Compiles functions and statements, and usings before them.</summary>
    public (Submission? Submission, IReadOnlyList<CompileError> Errors) AddSubmission(IReadOnlyList<Element> elements, bool asBody = false)
    {
        if (_chain.IsLong && _rebase is null)
            _rebase = Fold();
        var layout = asBody ? SourceLayout.Body(elements) : SourceLayout.Submission(elements);
        var code = Follow(layout.Text, elements[0].File, _chain.Last, layout.Locate);
        if (!code.Succeeded)
            return (null, code.Errors);
        var usings = elements.Where(element => element.Kind == ElementKind.Using).ToArray();
        _usings.AddRange(usings);
        var keep = usings.Length > 0 || Declares(code.Compilation);
        var submission = assemblies.LoadSubmission(code, _chain.Slots, keep) with { Rebase = _rebase, Stretches = Stretch.Join(elements, Effects?.AddSubmission(code) ?? []) };
        _rebase = null;
        _chain.NoteCaptured(code.Compilation);
        if (keep)
        {
            _chain.Add(code);
            _known = _references.Needed.Count;
        }

        return (submission, []);
    }

    /// <summary>
    /// Compiles what cannot be compiled yet, with functions in place of those that are missing, and forgets it. What the compiler has looked up and got ready for it stays.
    /// </summary>
    /// <param name="elements">Statements and functions.</param>
    /// <param name="missing">Names that nothing declares.</param>
    public void Rehearse(IReadOnlyList<Element> elements, IEnumerable<string> missing)
    {
        var stubs = missing.Where(SyntaxFacts.IsValidIdentifier).Select(name => $"\nobject @{name}(params object[] given) => null;");
        var tree = Parse(SourceLayout.Submission(elements).Text + string.Concat(stubs), elements[0].File, CompilerSettings.Script);
        CompiledCode.Emit(
            SubmissionChain.Create($"{CompilerSettings.AssemblyPrefix}-rehearsal", tree, NewReferences, _scriptOptions, _chain.Last),
            diagnostic => new CompileError(null, diagnostic));
    }

    /// <summary>What the last link of the chain did not have.</summary>
    private IEnumerable<MetadataReference> NewReferences => _references.Needed.Skip(_chain.Last is null ? 0 : _known);

    /// <summary>Compiles a submission that sees those before it, and references that they did not have.</summary>
    private CompiledCode Follow(string text, string file, CSharpCompilation? previous, Func<Diagnostic, CompileError> locate)
    {
        var tree = Parse(text, file, CompilerSettings.Script);
        _references.AddFor(tree);
        var name = NextName();
        var options = IsStraight(tree) ? _plainOptions : _scriptOptions;
        return _references.Compile(
            more => CompiledCode.Emit(
                SubmissionChain.Create(
                    name, tree, [.. _references.Needed.Skip(previous is null ? 0 : _known), .. more], options, previous),
                locate),
            code => code.Errors);
    }

    private Rebase? Fold() => _chain.TryFold(
        (text, previous, places) =>
        {
            var known = _known;
            _known = 0; // all of them: the submission before it may have had fewer
            var code = Follow(text, "", previous, diagnostic => new CompileError(null, diagnostic));
            _known = code.Succeeded ? _references.Needed.Count : known;
            return code.Succeeded ? (code.Compilation, assemblies.LoadSubmission(code, places, keep: true)) : null;
        },
        (link, previous) =>
        {
            var repeated = SubmissionChain.Create(link.AssemblyName!, link.SyntaxTrees[0], [], _scriptOptions, previous);
            repeated.GetDiagnostics(); // it is compiled no further, and has to be analysed for what follows
            return repeated;
        },
        assemblies.Forget);

    /// <summary>
    /// True for code that runs once from its top to its end: optimising it costs more than it gains. Nor does it get into the way of the compiler's own code,
    /// which the runtime optimises once nothing new has begun for a while that it may optimise later.
    /// </summary>
    private static bool IsStraight(SyntaxTree tree) =>
        !tree.GetRoot().DescendantNodes().Any(node => node is CommonForEachStatementSyntax or ForStatementSyntax or WhileStatementSyntax or DoStatementSyntax
            or GotoStatementSyntax or LocalFunctionStatementSyntax or MethodDeclarationSyntax or AnonymousFunctionExpressionSyntax or QueryExpressionSyntax);

    private static bool Declares(CSharpCompilation compilation) =>
        compilation.ScriptClass!.GetMembers().Any(member => !member.IsImplicitlyDeclared && member is IFieldSymbol or IMethodSymbol { MethodKind: MethodKind.Ordinary });

    private static CSharpCompilationOptions ScriptOptions(bool implicitUsings, OptimizationLevel level) =>
        CompilerSettings.Library.WithScriptClassName(CompilerSettings.SubmissionClass).WithUsings(implicitUsings ? CompilerSettings.ImplicitUsings : []).WithOptimizationLevel(level);

    private static SyntaxTree Parse(string text, string path, CSharpParseOptions options) =>
        CSharpSyntaxTree.ParseText(SourceText.From(text, Encoding.UTF8), options, path);

    private string NextName() => $"{CompilerSettings.AssemblyPrefix}-{_assemblies++}";
}
