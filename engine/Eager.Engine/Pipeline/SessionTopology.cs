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
/// input ──pipe──▶ ingest ──pipe──▶ chunker ──credits──▶ batcher ──slots──▶ executor ──▶ backend
///                                     └───────── windows ─────▶ hub ◀──────────┘
/// </code>
/// </summary>
internal static class SessionTopology
{
    public static SessionStages Start(IActorContext parent, SessionParts parts)
    {
        var hub = parent.ActorOf(Props.Create(() => new EventHubActor(parts.Reader)), "hub");
        var session = new SessionContext(parts.Time, parts.Time.GetTimestamp(), hub);
        var asksNames = parts.Published is not null;
        var code = new ProgramPipe(parts.Limits.PipeBytes);
        var arriving = parts.Watcher is { } watcher ? new WatchedWriter(code.Writer, watcher, () => session.Now) : code.Writer;
        session.Publish(new SessionOpened(parts.Identity.Language, parts.Identity.Backend, parts.Identity.Mode, parts.Gate.Name));

        var executor = parent.ActorOf(
            Props.Create(() => new ExecutorActor(session, parts.Limits, parts.Identity, parts.Backend)), "executor");
        var batcher = parent.ActorOf(
            Props.Create(() => new BatcherActor(session, parts.Limits, parts.Gate, parts.Published, parts.Backend.Capabilities, executor)), "batcher");
        var chunker = parent.ActorOf(
            Props.Create(() => new ChunkerActor(session, parts.Limits, parts.Chunker, asksNames, parts.OpensBlocks, code, batcher)), "chunker");
        var ingest = parent.ActorOf(
            Props.Create(() => new TokenIngestActor(parts.Input, parts.Decoder, arriving)), "ingest");
        return new SessionStages(session, ingest, chunker, batcher, executor);
    }
}
