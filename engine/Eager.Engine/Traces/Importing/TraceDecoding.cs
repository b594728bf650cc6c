using System.Buffers;
using Eager.Engine.Tokens;
using Eager.Engine.Tokens.Decoding;

namespace Eager.Engine.Traces.Importing;

/// <summary>Takes the program out of a recorded answer: what is left is code, each piece at the time of the delta that carried it.</summary>
public static class TraceDecoding
{
    /// <summary>Decodes a session as the engine would.</summary>
    /// <param name="session">A stream of any format.</param>
    /// <param name="options">Where in it the program is; its format is the session's own.</param>
    /// <returns>A session of code. Where the stream is not what its format allows, it is cut off there.</returns>
    public static TracedSession Decode(TracedSession session, DecodingOptions options)
    {
        ArgumentNullException.ThrowIfNull(session);
        ArgumentNullException.ThrowIfNull(options);
        var decoder = StreamDecoders.Create(options with { Format = session.Header.Input });
        var code = new ArrayBufferWriter<byte>();
        var deltas = new List<TraceDelta>();
        var end = session.End;
        string? cutOff;
        try
        {
            foreach (var delta in session.Deltas)
            {
                decoder.Decode(delta.Bytes.Span, code);
                Take(delta.At);
                if (decoder.Verdict is null)
                    continue;
                end = delta.At;
                break;
            }

            if (decoder.Verdict is null && session.CutOff is null)
                decoder.Complete(code);
            cutOff = decoder.Verdict is { } verdict ? verdict.CutOff : session.CutOff;
        }
        catch (StreamFormatException e)
        {
            cutOff = e.Message;
        }

        Take(end);
        return new TracedSession(session.Header with { Input = StreamFormat.Code }, deltas, end, cutOff);

        void Take(TimeSpan at)
        {
            if (code.WrittenCount == 0)
                return;
            deltas.Add(new TraceDelta(at, code.WrittenSpan.ToArray()));
            code.ResetWrittenCount();
        }
    }
}
