using System.Text;
using Eager.Executors.CSharpWorker.Running;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Eager.Executors.CSharpWorker.Compiling;

/// <summary>
/// The submissions that declared something. The compiler looks each name up in one after the other, so a long chain is folded: variables that no function and no lambda
/// has got hold of move into one submission, and those that they came from are forgotten. Anonymous types are named by the place of their submission in the chain: one that has
/// any stays where it is, and so do all before it.
/// </summary>
internal sealed class SubmissionChain
{
    /// <summary>Links before a chain is folded for the first time; beyond that it is folded when that many have been added.</summary>
    private const int Fold = 64;

    private static readonly SymbolDisplayFormat _typeFormat =
        SymbolDisplayFormat.FullyQualifiedFormat.AddMiscellaneousOptions(SymbolDisplayMiscellaneousOptions.IncludeNullableReferenceTypeModifier);

    private readonly List<CSharpCompilation> _links = [];
    private readonly HashSet<string> _captured = [];
    private int _limit = Fold;
    private int _fixed;

    /// <summary>What the next submission follows; null where there is none.</summary>
    public CSharpCompilation? Last => _links.Count > 0 ? _links[^1] : null;

    /// <summary>Places that the next submission's predecessors take in the array of submissions.</summary>
    public int Slots { get; private set; }

    public int Links => _links.Count;

    public bool IsLong => Links >= _limit;

    /// <summary>
    /// A submission that follows another, which must have been analysed: anonymous types are named by all before. <c>CreateScriptCompilation</c> makes sure of that by
    /// analysing the one before once more, each time.
    /// </summary>
    public static CSharpCompilation Create(
        string name, SyntaxTree tree, IEnumerable<MetadataReference> references, CSharpCompilationOptions options, CSharpCompilation? previous)
    {
        var submission = CSharpCompilation.CreateScriptCompilation(name, tree, references, options);
        return submission.WithScriptCompilationInfo(submission.ScriptCompilationInfo!.WithPreviousScriptCompilation(previous));
    }

    /// <summary>Adds a submission that declares something.</summary>
    public void Add(CompiledCode submission)
    {
        Add(submission.Compilation);
        if (submission.HasAnonymousTypes)
            _fixed = _links.Count;
    }

    /// <summary>The type of a variable as it is written; null where there is none, or where it cannot be written.</summary>
    public string? TypeOf(string variable)
    {
        for (var at = _links.Count - 1; at >= 0; at--)
            if (_links[at].ScriptClass!.GetMembers(variable) is [IFieldSymbol field])
                return CanBeWritten(field.Type) ? field.Type.ToDisplayString(_typeFormat) : null;
        return null;
    }

    /// <summary>Remembers what functions, lambdas and queries of a submission may hold on to.</summary>
    public void NoteCaptured(CSharpCompilation submission)
    {
        foreach (var node in Root(submission).DescendantNodes().Where(HoldsOn))
            foreach (var token in node.DescendantTokens())
                if (token.IsKind(SyntaxKind.IdentifierToken))
                    _captured.Add(token.ValueText);
    }

    /// <summary>Folds the chain.</summary>
    /// <param name="compile">Compiles and loads a text as a submission behind another, and so many places; null where it has errors.</param>
    /// <param name="forget">Gives up loaded code.</param>
    /// <param name="repeat">Compiles the declarations of a submission once more, behind another.</param>
    /// <returns>What moves the values; null where nothing can be folded.</returns>
    public Rebase? TryFold(
        Func<string, CSharpCompilation?, int, (CSharpCompilation Compilation, Submission Code)?> compile,
        Func<CSharpCompilation, CSharpCompilation, CSharpCompilation> repeat,
        Action<IEnumerable<string>> forget)
    {
        var moved = new List<(int Slot, string[] Names)>();
        var names = new List<string>();
        var kept = new List<(int Slot, CSharpCompilation Link)>();
        var text = new StringBuilder();
        var fields = new StringBuilder();
        var stay = _links.Take(_fixed).Count(HasSlot);
        var slot = stay;
        foreach (var link in _links.Skip(_fixed))
        {
            var at = HasSlot(link) ? ++slot : 0;
            if (!CanMove(link))
            {
                kept.Add((at, link));
                continue;
            }

            names.Add(link.AssemblyName!);
            foreach (var directive in Root(link).Usings)
                text.Append(directive.ToString()).Append('\n');
            var own = Fields(link).ToArray();
            foreach (var field in own)
                fields.Append(field.Type.ToDisplayString(_typeFormat)).Append(" @").Append(field.Name).Append(";\n");
            if (own.Length > 0)
                moved.Add((at, [.. own.Select(field => field.Name)]));
        }

        // What did not fold now is not tried again with every statement.
        _limit = _fixed + kept.Count + Fold + 1;
        if (moved.Count == 0 || compile(text.Append(fields).ToString(), _fixed > 0 ? _links[_fixed - 1] : null, stay) is not { } folded)
        {
            _limit = _links.Count * 2;
            return null;
        }

        _links.RemoveRange(_fixed, _links.Count - _fixed);
        Slots = stay;
        Add(folded.Compilation);
        foreach (var (_, link) in kept)
            Add(repeat(link, Last!));
        return new Rebase(folded.Code, moved, [.. kept.Where(link => link.Slot > 0).Select(link => link.Slot)], () => forget(names));
    }

    private void Add(CSharpCompilation submission)
    {
        _links.Add(submission);
        Slots += HasSlot(submission) ? 1 : 0;
    }

    private bool CanMove(CSharpCompilation link) =>
        link.ScriptClass!.GetMembers().Where(member => !member.IsImplicitlyDeclared)
            .All(member => member is IFieldSymbol { IsConst: false, IsStatic: false, IsReadOnly: false } field && !_captured.Contains(field.Name) && CanBeWritten(field.Type));

    /// <summary>False for types that only the compiler can name, and for those that only unsafe code can.</summary>
    private static bool CanBeWritten(ITypeSymbol type) => type switch
    {
        IArrayTypeSymbol array => CanBeWritten(array.ElementType),
        INamedTypeSymbol { IsAnonymousType: true } => false,
        INamedTypeSymbol named => named.TypeArguments.All(CanBeWritten) && (named.ContainingType is null || CanBeWritten(named.ContainingType)),
        IDynamicTypeSymbol => true,
        _ => false,
    };

    private static IEnumerable<IFieldSymbol> Fields(CSharpCompilation link) =>
        link.ScriptClass!.GetMembers().OfType<IFieldSymbol>().Where(field => !field.IsImplicitlyDeclared);

    /// <summary>The compiler gives no place to a submission that holds usings alone.</summary>
    private static bool HasSlot(CSharpCompilation submission) => Root(submission).Members.Count > 0;

    private static bool HoldsOn(SyntaxNode node) =>
        node is AnonymousFunctionExpressionSyntax or QueryExpressionSyntax or LocalFunctionStatementSyntax or (MemberDeclarationSyntax and not (GlobalStatementSyntax or FieldDeclarationSyntax));

    private static CompilationUnitSyntax Root(CSharpCompilation submission) => submission.SyntaxTrees[0].GetCompilationUnitRoot();
}
