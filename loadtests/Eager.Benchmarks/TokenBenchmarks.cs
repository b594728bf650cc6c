using BenchmarkDotNet.Attributes;
using Eager.Engine.Tokens;
using Eager.Engine.Tokens.Decoding;

namespace Eager.Benchmarks;

/// <summary>A token through a session's pipe to the chunker's hands, decoder included. One operation is one token.</summary>
[MemoryDiagnoser]
public class TokenBenchmarks
{
    internal const int Tokens = 1000;

    private static readonly byte[] Token = "x = "u8.ToArray();

    private ProgramPipe _pipe = null!;
    private CodeReader _code = null!;
    private Action _wake = null!;
    private int _arrived;

    [GlobalSetup]
    public void Prepare()
    {
        _pipe = new ProgramPipe(1 << 16);
        _code = new CodeReader(_pipe, StreamDecoders.Create(new DecodingOptions()), TimeProvider.System);
        _wake = () => _arrived++;
    }

    [Benchmark(OperationsPerInvoke = Tokens)]
    public int Pass()
    {
        var before = _arrived;
        for (var i = 0; i < Tokens; i++)
        {
            _code.Await(_wake);
            var flush = _pipe.Writer.WriteAsync(Token);
            if (!flush.IsCompletedSuccessfully || flush.Result.IsCompleted)
                throw new InvalidOperationException("the pipe is full");
            _code.Decode();
            _code.Advance(_code.Code.Length);
        }

        return _arrived - before == Tokens ? _arrived : throw new InvalidOperationException("a token is missing");
    }
}
