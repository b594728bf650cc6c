using Eager.Executors.CSharpWorker.Running;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Eager.Executors.CSharpWorker.Compiling;

/// <summary>
/// What a program is compiled against: the one class of ours that it calls, and of the framework the assemblies of the namespaces that it uses. A compilation costs less
/// with few of them. Text that does not compile with those is compiled with all before it is taken for wrong.
/// </summary>
internal sealed class ProgramReferences
{
    /// <summary>Namespaces of the framework; who declares into one sees what lies there.</summary>
    private static readonly string[] _frameworkRoots = ["System", "Microsoft"];

    /// <summary>Where the compiler itself looks for what it builds on.</summary>
    private static readonly string[] _runtimeNamespaces = ["System.Runtime.CompilerServices", "System.Runtime.InteropServices"];

    private static readonly MetadataReference _ours = MetadataReference.CreateFromFile(typeof(RunningProgram).Assembly.Location);

    private readonly HashSet<string> _present = [];
    private readonly List<MetadataReference> _references = [_ours];

    public ProgramReferences() => AddNamespaces([.. CompilerSettings.ImplicitUsings, .. _runtimeNamespaces]);

    /// <summary>Those found necessary so far, in the order in which they were.</summary>
    public IReadOnlyList<MetadataReference> Needed => _references;

    /// <summary>True for the name of an assembly that every program sees anyway.</summary>
    public static bool IsFramework(string name) =>
        FrameworkIndex.Current.Assemblies.Contains(name.EndsWith(".dll", StringComparison.OrdinalIgnoreCase) ? name[..^4] : name);

    /// <summary>Adds what a text needs by its <c>using</c> directives.</summary>
    public void AddFor(SyntaxTree tree)
    {
        var spaces = tree.GetCompilationUnitRoot().DescendantNodes(node => node is CompilationUnitSyntax or BaseNamespaceDeclarationSyntax).ToArray();
        if (spaces.OfType<BaseNamespaceDeclarationSyntax>().Any(space => _frameworkRoots.Contains(space.Name.ToString().Split('.')[0])))
            AddAll();
        else
            AddNamespaces(spaces.OfType<UsingDirectiveSyntax>().Select(directive => directive.NamespaceOrType.ToString()));
    }

    /// <summary>Adds what is no part of the framework.</summary>
    public void Add(MetadataReference reference) => _references.Add(reference);

    public void AddAll() => Add(FrameworkIndex.Current.Assemblies);

    /// <summary>Compiles with the references needed so far and, where that fails for want of others, with all.</summary>
    /// <param name="compile">Compiles with those needed and some more.</param>
    /// <param name="errors">The errors of what it returns.</param>
    public T Compile<T>(Func<IReadOnlyList<MetadataReference>, T> compile, Func<T, IReadOnlyList<CompileError>> errors)
    {
        var few = compile([]);
        if (Rest is not { Count: > 0 } rest || !MayHelp(errors(few)))
            return few;
        var all = compile(rest);
        if (errors(all).Count == 0)
            AddAll();
        return all;
    }

    private IReadOnlyList<MetadataReference> Rest =>
        [.. FrameworkIndex.Current.Assemblies.Where(assembly => !_present.Contains(assembly)).Select(FrameworkIndex.Current.Reference)];

    /// <summary>False where the errors would be the same with all of the framework: all say that a name is missing which it does not declare.</summary>
    private static bool MayHelp(IReadOnlyList<CompileError> errors) =>
        !errors.All(error => error.MissingName is { } name && !FrameworkIndex.Current.Declares(name));

    private void AddNamespaces(IEnumerable<string> namespaces) =>
        Add(FrameworkIndex.Current.Closure(namespaces.Select(space => space.Replace("global::", "", StringComparison.Ordinal))));

    private void Add(IEnumerable<string> assemblies)
    {
        foreach (var assembly in assemblies)
            if (_present.Add(assembly))
                _references.Add(FrameworkIndex.Current.Reference(assembly));
    }
}
