using System.Text;

namespace Eager.Host.Demo;

/// <summary>Counts the tokens of a stream that passes through it and keeps their text for display.</summary>
internal sealed class TokenMeter
{
    private readonly Lock _lock = new();
    private readonly StringBuilder _text = new();
    private int _tokens;

    public (int Tokens, string Text) Read()
    {
        lock (_lock)
            return (_tokens, _text.ToString());
    }

    public async IAsyncEnumerable<ReadOnlyMemory<byte>> Measure(IAsyncEnumerable<ReadOnlyMemory<byte>> tokens)
    {
        await foreach (var token in tokens.ConfigureAwait(false))
        {
            lock (_lock)
            {
                _tokens++;
                _text.Append(Encoding.UTF8.GetString(token.Span));
            }

            yield return token;
        }
    }
}
