using Eager.Engine.Tokens.Decoding;

namespace Eager.Engine.Traces;

/// <summary>What a trace says of a session before its deltas.</summary>
/// <param name="Session">Its name; not empty.</param>
/// <param name="Arrival">When its stream began. Sessions of one trace are played with the distances that they had.</param>
/// <param name="Language">Name of the program's language.</param>
/// <param name="Input">What the stream holds the program in.</param>
public sealed record TraceHeader(string Session, DateTimeOffset Arrival, string Language, StreamFormat Input = StreamFormat.Code)
{
    /// <summary>The format that is read and written.</summary>
    public const string Format = "eager-trace/1";

    /// <summary>From where a trace counts that has times, but no clock.</summary>
    public static readonly DateTimeOffset Epoch = DateTimeOffset.UnixEpoch;
}
