using Eager.Executors.CSharpWorker.Compiling;
using Eager.Executors.CSharpWorker.Running;
using Eager.Executors.CSharpWorker.Sources;

namespace Eager.CSharpWorker.Tests.Compiling;

/// <summary>A program that arrives element by element, and its outline at each place.</summary>
internal sealed class ContinuedProgram
{
    private const string StatementBehindType = "CS8803";

    private readonly ProgramCompiler _compiler = new(new ProgramAssemblies(), implicitUsings: true);
    private readonly WholeProgram _whole = new(implicitUsings: true);
    private readonly List<Element> _elements = [];

    public ContinuedProgram() => _compiler.Begin();

    /// <summary>What has arrived.</summary>
    public string Text => Join(_elements);

    /// <summary>True where it is right by itself.</summary>
    public bool IsRight => IsRightWith("");

    public static IReadOnlyList<Element> Split(string text) => ElementReader.Read(0, "program.csx", 1, text);

    public static string Join(IEnumerable<Element> elements) => string.Concat(elements.Select(element => element.Text));

    /// <summary>Adds elements that see each other. False where they do not compile behind those before them, or have to wait.</summary>
    public bool Add(params IReadOnlyList<Element> elements)
    {
        _elements.AddRange(elements);
        return elements.OrderByDescending(element => element.Kind == ElementKind.Type).All(Compiles);
    }

    /// <summary>True where the compiler finds nothing wrong with the whole, which may be a script for its order.</summary>
    public bool IsRightWith(string statements) => _whole.Check("program.csx", Text + statements).All(error => error.Diagnostic.Id == StatementBehindType);

    /// <summary>What the outline says of statements.</summary>
    public bool Continues(string statements)
    {
        var outline = ProgramOutline.Of(Text, _elements, _compiler.TypeOf);
        return _whole.Compile(outline) is { } compiled && WholeProgram.Continues(outline, compiled, statements);
    }

    private bool Compiles(Element element) => !element.NeedsWholeProgram && element.Kind != ElementKind.Reference
        && (element.Kind == ElementKind.Type ? _compiler.AddTypes([element]) : _compiler.AddSubmission([element]).Errors).Count == 0;
}
