using System.IO.Pipelines;
using System.Threading.Channels;
using Eager.Batches;
using Eager.Events;
using Eager.Executions;
using Eager.Statements;

namespace Eager.Engine.Pipeline;

/// <summary>Everything a session is made of before its actors exist.</summary>
internal sealed record SessionParts(
    SessionIdentity Identity,
    SessionLimits Limits,
    ErrorPolicy OnError,
    TimeProvider Time,
    PipeReader Input,
    IChunker Chunker,
    IGatePolicy Gate,
    IBackendSession Backend,
    ChannelWriter<SessionEvent> Reader);
