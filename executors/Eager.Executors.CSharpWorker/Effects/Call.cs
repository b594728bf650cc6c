using System.Collections.Immutable;

namespace Eager.Executors.CSharpWorker.Effects;

/// <summary>A call of a member that is not the program's.</summary>
/// <param name="Type">Full name of the type, as metadata has it.</param>
/// <param name="Member">Name of the method, as metadata has it.</param>
/// <param name="Types">Full names of the parameters' types.</param>
/// <param name="Arguments">Arguments that are constants of the text; null for others.</param>
internal readonly record struct Call(string Type, string Member, ImmutableArray<string> Types, IReadOnlyList<object?> Arguments)
{
    private const string Text = "System.String";
    private const string Access = "System.IO.FileAccess";
    private const int ReadAccess = 1;
    private const int Longest = 120;

    public int Parameters => Types.Length;

    public bool TakesText => Parameters > 0 && Types[0] == Text;

    /// <summary>True where it opens a file and can be seen to do so for reading alone.</summary>
    public bool OpensToRead => Types.IndexOf(Access) is var at and >= 0 && Arguments[at] is ReadAccess;

    /// <summary>The first argument, where it is a text that the program holds as it stands.</summary>
    public string? Constant => Parameters > 0 ? Arguments[0] as string : null;

    public override string ToString()
    {
        var name = Type[(Type.LastIndexOfAny(['.', '+']) + 1)..].Split('`')[0];
        var shown = Constant is not { } text ? Parameters > 0 ? "…" : "" : text.Length <= Longest ? $"\"{text}\"" : $"\"{text[..Longest]}…\"";
        return (Member == ".ctor" ? $"new {name}({shown})" : Member.StartsWith("set_", StringComparison.Ordinal) ? $"{name}.{Member[4..]} = …" : $"{name}.{Member}({shown})")
            .ReplaceLineEndings(" ");
    }
}
