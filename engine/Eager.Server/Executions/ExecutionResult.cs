using System.Text.Json;
using Eager.Events;
using Eager.Events.Json;
using Eager.Executions;

namespace Eager.Server.Executions;

/// <summary>What an execution has come to so far: output, what it showed, the summary.</summary>
internal sealed class ExecutionResult
{
    private const int OutputLimit = 1024 * 1024;
    private const int DisplayLimit = 16;

    private readonly Lock _lock = new();
    private readonly OutputText _stdout = new(OutputLimit);
    private readonly OutputText _stderr = new(OutputLimit);
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
