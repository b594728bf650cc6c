using System.Text;
using Eager.Executors.CSharpWorker.Sources;

namespace Eager.Executors.CSharpWorker.Compiling;

/// <summary>
/// What a program that is right means to statements that follow it: its usings, its functions and types, and its variables with their types but without what they are
/// assigned; a variable of which that does not say all stays with the statement that declares it. What the compiler finds wrong with such statements it finds here, too, without
/// looking at the whole program once more.
/// </summary>
/// <param name="Program">The program's text.</param>
/// <param name="Head">What comes before the statements.</param>
/// <param name="Tail">What comes behind them.</param>
internal sealed record ProgramOutline(string Program, string Head, string Tail)
{
    /// <summary>Makes a program of what has no other statement.</summary>
    private const string Nothing = "{ }\n";

    /// <summary>Makes of a method one that awaits.</summary>
    private const string Await = "await global::System.Threading.Tasks.Task.CompletedTask;\n";

    /// <summary>The outline of a program.</summary>
    /// <param name="program">Its text.</param>
    /// <param name="elements">All that it consists of.</param>
    /// <param name="typeOf">The type of a variable as it is written; null where it cannot be.</param>
    public static ProgramOutline Of(string program, IReadOnlyList<Element> elements, Func<string, string?> typeOf)
    {
        var (usings, middle, types) = (new StringBuilder(), new StringBuilder(), new StringBuilder());
        foreach (var element in elements)
        {
            var declared = element.Variables.Select(name => (Name: name, Type: typeOf(name))).ToArray();
            if (element.Kind == ElementKind.Using)
                usings.Append(element.Text).Append('\n');
            else if (element.Kind == ElementKind.Type)
                types.Append(element.Text).Append('\n');
            else if (element.Kind == ElementKind.Function || !element.HasPlainVariables || declared.Any(variable => variable.Type is null))
                middle.Append(element.Text).Append('\n');
            else
                foreach (var (name, type) in declared)
                    middle.Append(type).Append(" @").Append(name).Append(" = default!;\n");
        }

        middle.Append(elements.Any(element => element.Awaits) ? Await : Nothing);
        return new ProgramOutline(program, usings.Append(middle).ToString(), types.ToString());
    }
}
