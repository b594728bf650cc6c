using System.IO.Pipelines;
using Eager.Engine.Dispatch;

namespace Eager.Engine.Tokens;

/// <summary>The ingest reads the producer's pipe, forwards code to the chunker's pipe, and waits for each flush before it reads on.</summary>
[ActorProtocol]
internal static class TokenIngestProtocol
{
    /// <summary>A read of the input pipe completed. The buffer belongs to the pipe until the actor advances it.</summary>
    public sealed record BytesRead(ReadResult Result);

    /// <summary>The input pipe cannot be read.</summary>
    public sealed record BytesCutOff(Exception Cause);

    /// <summary>The code pipe took what was written.</summary>
    public sealed record CodeForwarded(bool ReaderGone);

    /// <summary>Nothing more is wanted: the producer is told by the end of its pipe.</summary>
    public sealed record StopReading
    {
        public static readonly StopReading Instance = new();
    }
}
