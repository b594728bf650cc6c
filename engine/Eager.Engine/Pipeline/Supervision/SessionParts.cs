using System.Threading.Channels;
using Eager.Batches;
using Eager.Engine.Batches;
using Eager.Engine.Tokens;
using Eager.Engine.Tokens.Decoding;
using Eager.Events;
using Eager.Executions;
using Eager.Statements;

namespace Eager.Engine.Pipeline.Supervision;

/// <summary>Everything a session is made of before its actors exist.</summary>
internal sealed record SessionParts(
    SessionIdentity Identity,
    SessionLimits Limits,
    ErrorPolicy OnError,
    TimeProvider Time,
    ProgramPipe Input,
    IStreamDecoder Decoder,
    IChunker Chunker,
    IGatePolicy Gate,
    PublishedGate? Published,
    IBackendSession Backend,
    ChannelWriter<SessionEvent> Reader)
{
    /// <summary>Whether statements that are still arriving run in parts.</summary>
    public bool OpensBlocks { get; init; }

    /// <summary>Whether functions among them do, ahead of their call.</summary>
    public bool Speculates { get; init; }

    /// <summary>Sees the program's text as it arrives; null for nobody.</summary>
    public ICodeWatcher? Watcher { get; init; }
}
