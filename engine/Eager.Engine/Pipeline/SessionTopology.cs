using Akka.Actor;
using Eager.Engine.Batches;
using Eager.Engine.Events;
using Eager.Engine.Executions;
using Eager.Engine.Pipeline.Supervision;
using Eager.Engine.Statements;
using Eager.Engine.Tokens;
using Eager.Events;

namespace Eager.Engine.Pipeline;

/// <summary>
/// The wiring of a session, in one place. Bytes flow down this page; each stage is created before the one that feeds it, and the opening
/// is published before any of them can speak:
/// <code>
/// input ──pipe──▶ chunker ──credits──▶ batcher ──slots──▶ executor ──▶ backend
///                    └───────── windows ─────▶ hub ◀──────────┘
/// </code>
/// </summary>
internal static class SessionTopology
{
    public static SessionStages Start(IActorContext parent, SessionParts parts)
    {
        var hub = parent.ActorOf(StageProps.Of(() => new EventHubActor(parts.Reader)), "hub");
        var session = new SessionContext(parts.Time, parts.Time.GetTimestamp(), hub);
        var asksNames = parts.Published is not null;
        var code = new CodeReader(parts.Input, parts.Decoder, parts.Time, parts.Watcher is { } watcher ? new CodeWatch(watcher, session.Since) : null);
        session.Publish(new SessionOpened(parts.Identity.Language, parts.Identity.Backend, parts.Identity.Mode, parts.Gate.Name));

        var executor = parent.ActorOf(
            StageProps.Of(() => new ExecutorActor(session, parts.Limits, parts.Identity, parts.Backend)), "executor");
        var batcher = parent.ActorOf(
            StageProps.Of(() => new BatcherActor(session, parts.Limits, parts.OnError, parts.Gate, parts.Published, parts.Backend.Capabilities, executor)), "batcher");
        var chunker = parent.ActorOf(
            StageProps.Of(() => new ChunkerActor(session, parts.Limits, parts.Chunker, asksNames, parts.OpensBlocks, parts.Speculates, code, batcher)), "chunker");
        return new SessionStages(session, chunker, batcher, executor);
    }
}
