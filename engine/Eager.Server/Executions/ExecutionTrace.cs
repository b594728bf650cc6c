using Eager.Engine.Tokens;
using Eager.Engine.Traces;

namespace Eager.Server.Executions;

/// <summary>Writes what arrived of an execution's code, and when, to a file of its own. One that cannot be written is given up; the program does not suffer.</summary>
internal sealed class ExecutionTrace : IDisposable
{
    private readonly Stream _file;
    private readonly TraceWriter _writer;
    private readonly TimeProvider _time;
    private readonly long _start;
    private bool _ended;

    public ExecutionTrace(string path, TraceHeader header, TimeProvider time)
    {
        (_time, _start) = (time, time.GetTimestamp());
        _file = new FileStream(path, FileMode.CreateNew, FileAccess.Write);
        _writer = new TraceWriter(_file);
        Write(() => _writer.WriteHeader(header));
    }

    /// <summary>These bytes arrived now.</summary>
    public void Add(ReadOnlyMemory<byte> bytes) => Write(() => _writer.WriteDelta(new TraceDelta(_time.GetElapsedTime(_start), bytes)));

    /// <summary>The code ends now.</summary>
    /// <param name="cutOff">Why it broke off; null where it is whole.</param>
    public void End(string? cutOff)
    {
        Write(() => _writer.WriteEnd(_time.GetElapsedTime(_start), cutOff));
        Dispose();
    }

    public void Dispose()
    {
        _ended = true;
        try
        {
            _file.Dispose();
        }
        catch (IOException)
        {
            // What it still held cannot be written either; it is closed all the same.
        }
    }

    private void Write(Action line)
    {
        if (_ended)
            return;
        try
        {
            line();
        }
        catch (IOException)
        {
            Dispose();
        }
    }
}
