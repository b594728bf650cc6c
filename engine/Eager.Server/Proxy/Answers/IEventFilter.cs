using System.IO.Pipelines;

namespace Eager.Server.Proxy.Answers;

/// <summary>Decides what of an answer the client gets.</summary>
internal interface IEventFilter
{
    /// <summary>Passes events on.</summary>
    /// <param name="events">Whole events as they came; a part of one where it is too long.</param>
    /// <param name="client">Takes what passes.</param>
    void Pass(ReadOnlySpan<byte> events, PipeWriter client);
}
