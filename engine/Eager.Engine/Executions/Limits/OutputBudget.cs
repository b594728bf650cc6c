using Eager.Executions;

namespace Eager.Engine.Executions.Limits;

/// <summary>One output stream of a program: its head passes, the rest goes to a file, and the end of that passes when the program is over.</summary>
internal sealed class OutputBudget(OutputStream stream, ProgramLimits limits, SpillFile file) : IAsyncDisposable
{
    private const int TailSize = 16 * 1024;

    private readonly ByteTail _tail = new(TailSize);
    private long _written;

    /// <summary>Takes a piece, and adds what is to be reported of it.</summary>
    public async ValueTask TakeAsync(OutputReceived output, Queue<BackendEvent> reported)
    {
        var allowed = limits.OutputBytes!.Value;
        var before = _written;
        _written += output.Bytes.Length;
        if (_written <= allowed)
        {
            reported.Enqueue(output);
            return;
        }

        var passed = (int)Math.Max(0, allowed - before);
        if (passed > 0)
            reported.Enqueue(output with { Bytes = output.Bytes[..passed] });
        var rest = output.Bytes[passed..];
        var spilled = _written - allowed;
        if (before <= allowed)
        {
            file.Open();
            reported.Enqueue(new LimitReached(LimitKind.Output, allowed, _written, EndsProgram: false) { File = file.Path });
        }

        if (spilled > limits.SpilledBytes)
        {
            if (spilled - rest.Length <= limits.SpilledBytes)
                reported.Enqueue(new LimitReached(LimitKind.SpilledOutput, limits.SpilledBytes, spilled, EndsProgram: true) { File = file.Path });
            return;
        }

        _tail.Append(rest.Span);
        await file.WriteAsync(rest).ConfigureAwait(false);
    }

    /// <summary>The end of what did not pass; null where everything did.</summary>
    public OutputReceived? Last() => _tail.Length == 0 ? null : new OutputReceived(stream, _tail.ToArray());

    public ValueTask DisposeAsync() => file.DisposeAsync();
}
