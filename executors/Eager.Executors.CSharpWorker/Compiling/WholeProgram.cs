using System.Text;
using Eager.Executors.CSharpWorker.Sources;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.Text;

namespace Eager.Executors.CSharpWorker.Compiling;

/// <summary>Compiles a whole text at once, as <c>dotnet run</c> does.</summary>
internal sealed class WholeProgram(bool implicitUsings)
{
    /// <summary>
    /// What a script may do and a program may not: statements behind types, directives, a last expression without a semicolon, nothing that runs.
    /// </summary>
    private static readonly HashSet<string> _scriptOnly = ["CS8803", "CS7011", "CS1002", "CS0201", "CS5001"];

    /// <summary>Errors about something that has begun and not ended: the end may follow.</summary>
    private static readonly HashSet<string> _openEnded = ["CS1035", "CS1039", "CS8997", "CS1027", "CS1038", "CS8803", "CS1529"];

    private readonly ProgramReferences _references = new();
    private readonly SyntaxTree _usings = Parse(CompilerSettings.GlobalUsings(implicitUsings), "");

    /// <summary>Compiles the text of a file.</summary>
    public CompiledCode Compile(string file, string text) => Compile(file, text, diagnostic => new CompileError(null, diagnostic));

    /// <summary>Compiles the elements of a program, with marks between its units or, where they are asked for, all its statements.</summary>
    public CompiledCode Compile(IReadOnlyList<Element> elements, bool marksAll = false)
    {
        var layout = SourceLayout.Program(elements, marksAll);
        return Compile(elements[0].File, layout.Text, layout.Locate);
    }

    /// <summary>The errors of a text.</summary>
    public IReadOnlyList<CompileError> Check(string file, string text)
    {
        var tree = ParseNeeding(text, file);
        return _references.Compile(
            more => CompiledCode.ErrorsIn(Create(tree, more).GetDiagnostics(), diagnostic => new CompileError(null, diagnostic)), errors => errors);
    }

    /// <summary>Compiles an outline, for statements that will follow it. Null where it is not right by itself: what is wrong in it would hide what is wrong behind it.</summary>
    public CSharpCompilation? Compile(ProgramOutline outline)
    {
        var compilation = Create(Parse(outline.Head + outline.Tail, ""), []);
        return compilation.GetDiagnostics().Any(IsError) ? null : compilation;
    }

    /// <summary>
    /// True where statements can follow a program that is right and the whole is right, too: they are right behind the program's outline, and the program means the same with them.
    /// False where that takes a look at the whole.
    /// </summary>
    /// <param name="outline">The program's outline.</param>
    /// <param name="compiled">The same, compiled.</param>
    /// <param name="statements">What follows.</param>
    public static bool Continues(ProgramOutline outline, CSharpCompilation compiled, string statements)
    {
        var tree = Parse(outline.Head + statements + "\n" + outline.Tail, "");
        var span = new TextSpan(outline.Head.Length, statements.Length);
        return !tree.GetDiagnostics().Any(IsError)
            && Continuation.LeavesAlone(outline.Program, tree.GetCompilationUnitRoot(), span)
            && !compiled.ReplaceSyntaxTree(compiled.SyntaxTrees[0], tree).GetSemanticModel(tree).GetMethodBodyDiagnostics(span).Any(IsError);
    }

    /// <summary>Errors of syntax that no continuation of the text can mend: those that lie before its last line.</summary>
    public static IReadOnlyList<CompileError> CheckSyntax(string file, int line, string text)
    {
        var tree = Parse($"#line {line} \"{file}\"\n{text}", file);
        var lastLine = tree.GetText().Lines.GetLineFromPosition(tree.GetText().ToString().TrimEnd().Length).Start;
        return CompiledCode.ErrorsIn(
            tree.GetDiagnostics().Where(diagnostic => diagnostic.Location.SourceSpan.End <= lastLine && !_openEnded.Contains(diagnostic.Id)),
            diagnostic => new CompileError(null, diagnostic));
    }

    /// <summary>True where the text is no program but may be a script.</summary>
    public static bool IsScript(IReadOnlyList<CompileError> errors) => errors.All(error => _scriptOnly.Contains(error.Diagnostic.Id));

    private CompiledCode Compile(string file, string text, Func<Diagnostic, CompileError> locate)
    {
        var tree = ParseNeeding(text, file);
        return _references.Compile(more => CompiledCode.Emit(Create(tree, more), locate), code => code.Errors);
    }

    private static bool IsError(Diagnostic diagnostic) => diagnostic.Severity == DiagnosticSeverity.Error;

    private CSharpCompilation Create(SyntaxTree tree, IEnumerable<MetadataReference> more) =>
        CSharpCompilation.Create(CompilerSettings.AssemblyPrefix, [tree, _usings], [.. _references.Needed, .. more], CompilerSettings.Executable);

    private SyntaxTree ParseNeeding(string text, string file)
    {
        var tree = Parse(text, file);
        _references.AddFor(tree);
        return tree;
    }

    private static SyntaxTree Parse(string text, string file) =>
        CSharpSyntaxTree.ParseText(SourceText.From(text, Encoding.UTF8), CompilerSettings.Program, file);
}
