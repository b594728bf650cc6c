using Eager.Conformance;

namespace Eager.Executors.Tests.Example;

/// <summary>How the calculator says what the kit needs.</summary>
public sealed class CalculatorDialect : Dialect
{
    private static readonly string Line = new('x', 1023);

    public override string ErrorType => "Failure";

    public override string Invalid => "hm\n";

    public override string Print(string text) => $"print {text}\n";

    public override string Flood(int lines) => $"repeat {lines} {Line}\n";

    public override string Loop() => $"repeat {long.MaxValue} ready\n";

    public override string Raise(string message) => $"fail {message}\n";
}
