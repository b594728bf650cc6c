namespace Eager.Statements;

/// <summary>A programming language the product can cut into statements.</summary>
public interface ILanguage
{
    /// <summary>Name on the command line and in events, lower case: <c>python</c>.</summary>
    string Name { get; }

    /// <summary>What else models call it, as in the info strings of Markdown fences, lower case: <c>py</c>.</summary>
    IReadOnlyList<string> Aliases { get; }

    /// <summary>File name endings with the dot: <c>.py</c>.</summary>
    IReadOnlyList<string> FileExtensions { get; }

    /// <summary>Creates a chunker for one stream.</summary>
    /// <param name="statementLimit">Largest length of one statement, in bytes.</param>
    IChunker CreateChunker(int statementLimit);
}
