using Eager.Statements;

namespace Eager.Engine.Tests.Scripted;

/// <summary>A language whose statements are lines; see <see cref="LineChunker"/>.</summary>
internal sealed class LineLanguage : ILanguage
{
    public const string LanguageName = "lines";

    public string Name => LanguageName;

    public IReadOnlyList<string> Aliases => ["text"];

    public IReadOnlyList<string> FileExtensions => [".lines"];

    public IChunker CreateChunker(int statementLimit) => new LineChunker(statementLimit);
}
