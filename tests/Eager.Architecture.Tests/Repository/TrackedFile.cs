using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace Eager.Architecture.Tests.Repository;

/// <summary>A file of the repository.</summary>
/// <param name="path">Path from the root, with slashes.</param>
/// <param name="text">Its text.</param>
internal sealed class TrackedFile(string path, string text)
{
    private static readonly CSharpParseOptions Newest = new(LanguageVersion.Preview);

    private readonly Lazy<SyntaxNode> _syntax = new(() => CSharpSyntaxTree.ParseText(text, Newest).GetRoot());

    public string Path => path;

    public string Text => text;

    public string Folder => System.IO.Path.GetDirectoryName(path)!.Replace('\\', '/');

    public string Name => System.IO.Path.GetFileName(path);

    public bool IsCSharp => !IsFixture && Is(".cs");

    public bool IsNative => !IsFixture && Is(".c", ".h", ".cc");

    public bool IsScript => !IsFixture && Is(".py", ".sh");

    public bool IsCode => IsCSharp || IsNative || IsScript;

    public bool IsTest => path.StartsWith("tests/", StringComparison.Ordinal) || path.Contains("/tests/", StringComparison.Ordinal);

    /// <summary>Material that tests read: not written in the style of the house.</summary>
    public bool IsFixture => path.StartsWith("tests/fixtures/", StringComparison.Ordinal);

    public int Lines => text.Count(one => one == '\n') + (text.Length > 0 && text[^1] != '\n' ? 1 : 0);

    public SyntaxNode Syntax => _syntax.Value;

    public bool Is(params string[] endings) => endings.Contains(System.IO.Path.GetExtension(path));

    /// <summary>Where a node stands, as a compiler says it.</summary>
    public string At(SyntaxNode node) => $"{path}:{node.GetLocation().GetLineSpan().StartLinePosition.Line + 1}";
}
