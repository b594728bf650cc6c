using System.Globalization;
using System.Text;

namespace Eager.LoadTests.Serving;

/// <summary>A program without end, one statement a line and each of the same length, that prints the number of its line.</summary>
internal sealed class SentProgram(ServingOptions options)
{
    private readonly int _lineBytes = options.StatementTokens * options.TokenCharacters;

    /// <summary>A script by which the scripted backend prints what each of these lines would.</summary>
    public const string Script = """{ "slots": 64, "statements": [ { "text": "print\\(0*([0-9]+)\\) *#*\\s*", "stdout": "$1\n" } ] }""";

    /// <summary>Which statement a token is the last of; null where it ends none.</summary>
    public int? EndedBy(long token) => (token + 1) % options.StatementTokens == 0 ? (int)(token / options.StatementTokens) : null;

    /// <summary>The last token of a statement.</summary>
    public long LastTokenOf(int statement) => ((statement + 1L) * options.StatementTokens) - 1;

    /// <summary>One token's text.</summary>
    public byte[] Token(long token)
    {
        var line = Line(token / options.StatementTokens);
        var at = (int)(token % options.StatementTokens) * options.TokenCharacters;
        return line[at..(at + options.TokenCharacters)];
    }

    private byte[] Line(long number)
    {
        var digits = _lineBytes - "print()\n".Length;
        return Encoding.ASCII.GetBytes($"print({number.ToString(CultureInfo.InvariantCulture).PadLeft(digits, '0')})\n");
    }
}
