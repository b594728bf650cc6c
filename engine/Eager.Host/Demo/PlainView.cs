using System.Globalization;
using Eager.Events;

namespace Eager.Host.Demo;

/// <summary>One line for each thing that happens: for pipes, logs and screen readers.</summary>
internal sealed class PlainView(TextWriter output) : IDemoView
{
    private static readonly TimeSpan Look = TimeSpan.FromMilliseconds(20);

    private readonly Dictionary<ExecutionMode, (int Statements, int Characters)> _shown = new()
    {
        [ExecutionMode.Serial] = default,
        [ExecutionMode.Eager] = default,
    };

    public async Task ShowAsync(DemoState state, Task over)
    {
        Print($"streaming {state.Name}: {state.Tokens} tokens at {state.Rate:F0} tokens/s, serial and eager on the same stream");
        while (!over.IsCompleted)
        {
            await Task.WhenAny(over, Task.Delay(Look)).ConfigureAwait(false);
            Show(state.Serial.Snapshot());
            Show(state.Eager.Snapshot());
        }

        await over.ConfigureAwait(false);
    }

    private void Show(ArmSnapshot arm)
    {
        var (statements, characters) = _shown[arm.Mode];
        var name = arm.Mode == ExecutionMode.Eager ? "eager " : "serial";
        foreach (var line in arm.Output[characters..].Split('\n')[..^1])
        {
            Print($"{name} | {line}");
            characters += line.Length + 1;
        }

        while (statements < arm.Statements.Count && arm.Statements[statements] is { Timing: { } timing, Boundary.Code: var code })
        {
            var lines = code.Line == code.EndLine ? $"line {code.Line}" : $"lines {code.Line}-{code.EndLine}";
            var duration = (timing.FinishedAt - timing.StartedAt).TotalMilliseconds;
            Print($"{name} {timing.StartedAt.TotalSeconds,7:F2} s  {lines}: ran {duration:F0} ms");
            statements++;
        }

        _shown[arm.Mode] = (statements, characters);
    }

    private void Print(FormattableString line) => output.WriteLine(line.ToString(CultureInfo.InvariantCulture));
}
