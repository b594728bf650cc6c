using System.Text.Json;
using Eager.Engine.Events;
using Eager.Events;
using Eager.Events.Json;
using Eager.Executions;

namespace Eager.Server.Executions;

/// <summary>What an execution has come to so far: output, what it showed, the summary.</summary>
/// <param name="excerptBytes">Bytes of the output that a model is shown.</param>
internal sealed class ExecutionResult(int excerptBytes)
{
    private const int OutputLimit = 1024 * 1024;
    private const int DisplayLimit = 16;

    private readonly Lock _lock = new();
    private readonly OutputHead _stdout = new(OutputLimit);
    private readonly OutputHead _stderr = new(OutputLimit);
    private readonly OutputText _excerpt = new(excerptBytes);
    private readonly List<MimeBundle> _displays = [];
    private SessionSummary? _summary;
    private string? _fault;

    /// <summary>Takes the next event of the execution.</summary>
    public void Take(SessionEvent published)
    {
        lock (_lock)
        {
            switch (published)
            {
                case ProgramOutput output:
                    (output.Stream == OutputStream.Stdout ? _stdout : _stderr).Add(output.Bytes.Span);
                    _excerpt.Add(output.Bytes.Span);
                    break;
                case ProgramDisplay display when _displays.Count < DisplayLimit:
                    _displays.Add(display.Data);
                    break;
                case SessionCompleted completed:
                    _summary = completed.Summary;
                    break;
            }
        }
    }

    /// <summary>A part of the product failed, or the execution was ended from outside.</summary>
    public void Fail(string fault)
    {
        lock (_lock)
            _fault = fault;
    }

    /// <summary>Exit status as a shell shows it; null while the program runs.</summary>
    public int? Exit
    {
        get
        {
            lock (_lock)
                return _summary?.Exit;
        }
    }

    /// <summary>What became of the program, in words for the model that wrote it.</summary>
    /// <param name="cutOff">Why it was not whole, in one line; null where it was.</param>
    public string ForModel(string? cutOff)
    {
        lock (_lock)
            return _summary is null
                ? $"{_excerpt}\nThe execution failed: {_fault ?? "it was ended"}".TrimStart('\n')
                : ResultText.Write(_excerpt.ToString(), _summary, cutOff);
    }

    /// <summary>Writes the members into an open object.</summary>
    public void WriteMembers(Utf8JsonWriter json)
    {
        lock (_lock)
        {
            json.WriteString("stdout", _stdout.ToString());
            json.WriteBoolean("stdout_truncated", _stdout.IsTruncated);
            json.WriteString("stderr", _stderr.ToString());
            json.WriteBoolean("stderr_truncated", _stderr.IsTruncated);
            json.WriteStartArray("displays");
            foreach (var display in _displays)
            {
                json.WriteStartObject();
                foreach (var (type, form) in display.Forms)
                    json.WriteString(type, form);
                json.WriteEndObject();
            }

            json.WriteEndArray();
            json.WriteString("fault", _fault);
            json.WritePropertyName("summary");
            if (_summary is null)
                json.WriteNullValue();
            else
                SummaryJson.Write(json, _summary);
        }
    }
}
