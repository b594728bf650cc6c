namespace Eager.Executors.CSharpWorker.Sources;

/// <summary>One top-level element of the program, or what a unit holds besides.</summary>
/// <param name="Kind">What it is.</param>
/// <param name="Unit">The unit that brought it; where a unit holds several elements, all name it.</param>
/// <param name="File">The file that it stands in, as traces name it.</param>
/// <param name="Line">Line of its first character.</param>
/// <param name="Text">The source as it stands, leading trivia included.</param>
internal sealed record Element(ElementKind Kind, int Unit, string File, int Line, string Text)
{
    /// <summary>Line of its first character that is code.</summary>
    public int CodeLine { get; init; } = Line;

    /// <summary>The source as part of a submission, where variables are fields: on the same lines.</summary>
    public string SubmissionText { get; init; } = Text;

    /// <summary>The source as part of a method that runs to the program's end, where variables are locals: on the same lines.</summary>
    public string BodyText { get; init; } = Text;

    /// <summary>Names that it declares for others.</summary>
    public IReadOnlyList<string> Declares { get; init; } = [];

    /// <summary>Variables that it declares at top level.</summary>
    public IReadOnlyList<string> Variables { get; init; } = [];

    /// <summary>True where all of these have their values behind it, and nothing but a name and a type distinguishes them.</summary>
    public bool HasPlainVariables { get; init; } = true;

    /// <summary>Names that it uses as those of types.</summary>
    public IReadOnlyList<string> TypesUsed { get; init; } = [];

    /// <summary>True where it must not run before the program is complete, because it could tell one compilation from several.</summary>
    public bool NeedsWholeProgram { get; init; }

    /// <summary>True for an expression without a semicolon: the program's result.</summary>
    public bool IsResult { get; init; }

    /// <summary>True where it awaits at top level.</summary>
    public bool Awaits { get; init; }
}
