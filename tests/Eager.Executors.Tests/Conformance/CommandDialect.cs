using Eager.Conformance;

namespace Eager.Executors.Tests.Conformance;

/// <summary>What commands.json has the scripted backend do.</summary>
internal sealed class CommandDialect : Dialect
{
    public override string ErrorType => "CommandError";

    public override string Invalid => "?!\n";

    public override string Print(string text) => $"print {text}\n";

    public override string PrintError(string text) => $"complain {text}\n";

    public override string Flood(int lines) => $"flood {lines}\n";

    public override string Loop() => "loop\n";

    public override string Raise(string message) => $"raise {message}\n";

    public override string Exit(int status) => $"exit {status}\n";

    public override string EndProcess(int status) => $"quit {status}\n";

    public override string Kill() => "lose everything\n";

    public override string Show(string text) => $"show {text}\n";
}
