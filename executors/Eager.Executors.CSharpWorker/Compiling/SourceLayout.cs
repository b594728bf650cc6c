using System.Globalization;
using System.Text;
using Eager.Executors.CSharpWorker.Sources;
using Microsoft.CodeAnalysis;

namespace Eager.Executors.CSharpWorker.Compiling;

/// <summary>A generated source text: elements of the program on their own lines, and code of ours on hidden ones.</summary>
internal sealed class SourceLayout
{
    private const string Mark = "global::Eager.Executors.CSharpWorker.Running.RunningProgram.Mark();\n";

    private readonly StringBuilder _text = new();
    private readonly List<(int Start, Element Element)> _elements = [];

    public string Text => _text.ToString();

    /// <summary>Usings, functions and statements, where variables are fields. Between statements of different units stands a mark.</summary>
    public static SourceLayout Submission(IReadOnlyList<Element> elements)
    {
        var layout = new SourceLayout();
        foreach (var element in elements.Where(element => element.Kind == ElementKind.Using))
            layout.Add(element, element.SubmissionText);
        layout.AddMarked(elements.Where(element => element.Kind != ElementKind.Using), element => element.SubmissionText);
        return layout;
    }

    /// <summary>The same, where variables are locals of one method.</summary>
    public static SourceLayout Body(IReadOnlyList<Element> elements)
    {
        var layout = new SourceLayout();
        foreach (var element in elements.Where(element => element.Kind == ElementKind.Using))
            layout.Add(element, element.SubmissionText);
        var awaits = elements.Any(element => element.Awaits);
        layout.Hidden(awaits ? "async global::System.Threading.Tasks.Task<object> eager_rest() {\n" : "object eager_rest() {\n");
        layout.AddMarked(elements.Where(element => element.Kind != ElementKind.Using), element => element.BodyText);
        layout.Hidden($"return null; }}\nreturn {(awaits ? "await " : "")}eager_rest();\n");
        return layout;
    }

    /// <summary>A type by itself.</summary>
    public static SourceLayout Type(Element element)
    {
        var layout = new SourceLayout();
        layout.Add(element, element.SubmissionText);
        return layout;
    }

    /// <summary>The whole program as it stands, with marks between its units or all its statements.</summary>
    public static SourceLayout Program(IReadOnlyList<Element> elements, bool marksAll)
    {
        var layout = new SourceLayout();
        layout.AddMarked(elements, element => element.Text, marksAll);
        return layout;
    }

    public CompileError Locate(Diagnostic diagnostic)
    {
        var position = diagnostic.Location.SourceSpan.Start;
        Element? found = null;
        foreach (var (start, element) in _elements)
            if (start <= position)
                found = element;
        return new CompileError(found, diagnostic);
    }

    private void AddMarked(IEnumerable<Element> elements, Func<Element, string> text, bool marksAll = false)
    {
        Element? before = null;
        foreach (var element in elements)
        {
            if (element.Kind == ElementKind.Statement)
            {
                if (before is not null && (marksAll || before.Unit != element.Unit))
                    Hidden(Mark);
                before = element;
            }

            Add(element, text(element));
        }
    }

    private void Add(Element element, string text)
    {
        _text.Append(CultureInfo.InvariantCulture, $"\n#line {element.Line} \"{element.File}\"\n");
        _elements.Add((_text.Length, element));
        _text.Append(text);
    }

    private void Hidden(string code) => _text.Append("\n#line hidden\n").Append(code);
}
