using System.Text;
using Eager.Events;
using Eager.Executions;

namespace Eager.Engine.Tests.Hosting;

/// <summary>Questions that tests ask of a list of events.</summary>
internal static class SessionEvents
{
    public static string[] TypeNames(this IEnumerable<SessionEvent> events) => [.. events.Select(one => one.GetType().Name)];

    public static string Output(this IEnumerable<SessionEvent> events, OutputStream stream = OutputStream.Stdout) => string.Concat(
        events.OfType<ProgramOutput>().Where(output => output.Stream == stream).Select(output => Encoding.UTF8.GetString(output.Bytes.Span)));

    public static SessionSummary Summary(this IReadOnlyList<SessionEvent> events) => Assert.IsType<SessionCompleted>(events[^1]).Summary;

    public static int PositionOf<T>(this IReadOnlyList<SessionEvent> events, Func<T, bool>? wanted = null)
        where T : SessionEvent
    {
        for (var i = 0; i < events.Count; i++)
            if (events[i] is T typed && (wanted is null || wanted(typed)))
                return i;
        throw new InvalidOperationException($"no {typeof(T).Name} among {string.Join(", ", events.TypeNames())}");
    }

    /// <summary>Numbers without gaps from 0, times that never run backwards, opened first, completed last and once.</summary>
    public static void AssertWellFormed(this IReadOnlyList<SessionEvent> events)
    {
        Assert.Equal(Enumerable.Range(0, events.Count).Select(seq => (long)seq), events.Select(one => one.Seq));
        for (var i = 1; i < events.Count; i++)
            Assert.True(events[i].At >= events[i - 1].At, $"event {i} is earlier than the one before it");
        Assert.IsType<SessionOpened>(events[0]);
        Assert.Equal(events.Count - 1, events.PositionOf<SessionCompleted>());
        Assert.Single(events.OfType<StreamEnded>());
    }
}
