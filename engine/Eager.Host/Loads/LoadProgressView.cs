using System.Globalization;
using Eager.LoadTests.Running;
using Spectre.Console;

namespace Eager.Host.Loads;

/// <summary>How a load test stands, on standard error: a line that is rewritten on a terminal, a line now and then elsewhere.</summary>
internal sealed class LoadProgressView : IProgress<LoadProgress>, IDisposable
{
    private static readonly TimeSpan PlainPace = TimeSpan.FromSeconds(5);

    private readonly IAnsiConsole _console;
    private readonly bool _rewrites;
    private readonly Lock _lock = new();
    private (string Scenario, TimeSpan At) _plain;
    private bool _open;

    private LoadProgressView(IAnsiConsole console) => (_console, _rewrites) = (console, console.Profile.Capabilities.Ansi && !Console.IsErrorRedirected);

    public static LoadProgressView Create() => new(AnsiConsole.Create(new AnsiConsoleSettings { Out = new AnsiConsoleOutput(Console.Error) }));

    public void Report(LoadProgress value)
    {
        lock (_lock)
        {
            if (_rewrites)
                Rewrite(value);
            else if (value.Scenario != _plain.Scenario || value.Elapsed - _plain.At >= PlainPace)
            {
                _plain = (value.Scenario, value.Elapsed);
                Console.Error.WriteLine(Line(value));
            }
        }
    }

    public void Dispose()
    {
        lock (_lock)
            if (_open)
                Console.Error.WriteLine();
    }

    private void Rewrite(LoadProgress value)
    {
        const int Width = 24;
        var done = (int)(Width * Math.Clamp(value.Elapsed / value.Whole, 0, 1));
        _open = true;
        Console.Error.Write("\r\u001b[2K");
        _console.Markup($"[blue]{new string('━', done)}[/][grey]{new string('━', Width - done)}[/] {Markup.Escape(Line(value))}");
    }

    private static string Line(LoadProgress value) => string.Create(
        CultureInfo.InvariantCulture,
        $"{value.Scenario} {value.Elapsed.TotalSeconds:0.0}/{value.Whole.TotalSeconds:0} s: {value.Started} sessions, {value.Running} running, {value.Failed} failed{At("dispatch", value.DispatchP99)}{At("nel", value.NelP99)}");

    private static string At(string name, double? milliseconds) =>
        milliseconds is { } value ? string.Create(CultureInfo.InvariantCulture, $", {name} p99 {value:0.#} ms") : "";
}
