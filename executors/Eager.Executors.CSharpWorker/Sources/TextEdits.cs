using System.Text;
using Microsoft.CodeAnalysis.Text;

namespace Eager.Executors.CSharpWorker.Sources;

/// <summary>Replacements inside one text. None may hold a line's end, so that lines stay what they are.</summary>
internal sealed class TextEdits
{
    private readonly SortedList<int, (int Length, string Replacement)> _edits = [];

    public void Insert(int position, string text) => Replace(new TextSpan(position, 0), text);

    public void Replace(TextSpan span, string text) => _edits[span.Start] = (span.Length, text);

    /// <summary>Takes a text out, its lines' ends excepted.</summary>
    public void Blank(TextSpan span, string source)
    {
        for (var at = span.Start; at < span.End; at++)
            if (source[at] is not ('\n' or '\r'))
                _edits[at] = (1, " ");
    }

    /// <summary>The part of the source within <paramref name="span"/>, edited.</summary>
    public string Apply(string source, TextSpan span)
    {
        var text = new StringBuilder(span.Length + 64);
        var position = span.Start;
        foreach (var (start, (length, replacement)) in _edits)
        {
            if (start < position || start + length > span.End)
                continue;
            text.Append(source, position, start - position).Append(replacement);
            position = start + length;
        }

        return text.Append(source, position, span.End - position).ToString();
    }
}
