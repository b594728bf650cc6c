using System.Text;

namespace Eager.Generators.Output;

/// <summary>Builds source text line by line.</summary>
internal sealed class IndentedText
{
    private const int Width = 4;

    private readonly StringBuilder _text = new();
    private int _depth;

    public IndentedText Raw(string text)
    {
        _text.Append(text);
        return this;
    }

    public IndentedText Line(string line = "")
    {
        if (line.Length > 0)
            _text.Append(' ', _depth * Width).Append(line);
        _text.Append('\n');
        return this;
    }

    public IndentedText Indent()
    {
        _depth++;
        return this;
    }

    public IndentedText Outdent()
    {
        _depth--;
        return this;
    }

    public IndentedText Open() => Line("{").Indent();

    public IndentedText Close() => Outdent().Line("}");

    public override string ToString() => _text.ToString();
}
