using System.Collections.Concurrent;
using Eager.Server.Problems;
using Eager.Server.Sessions;

namespace Eager.Server.Proxy.Calls;

/// <summary>
/// Which call, answer or conversation belongs to which session, for each client. Ids are the provider's: one that two sessions have had leads to
/// neither of them. What belongs to a deleted session is forgotten.
/// </summary>
internal sealed class CallBook(SessionRegistry sessions)
{
    private const int LeastEntries = 1024;

    private readonly ConcurrentDictionary<(string Client, string Id), Entry> _entries = new();
    private int _forgetAt = LeastEntries;

    /// <summary>Notes a call.</summary>
    public void Add(string client, ProxiedCall call) => Add(client, call.Id, new Entry(call.Session, call));

    /// <summary>Notes an answer or a conversation.</summary>
    public void Add(string client, string id, ServerSession session) => Add(client, id, new Entry(session, Call: null));

    /// <exception cref="ProblemException">There is none of that id.</exception>
    public ProxiedCall Find(string client, string id) => Of(client, id)?.Call
        ?? throw Problem.CallUnknown.With($"no call '{id}' of yours was executed, or its session is gone");

    /// <summary>The session of the first id that leads to one.</summary>
    public ServerSession? SessionOf(string client, IEnumerable<string> ids) => ids.Select(id => Of(client, id)?.Session).FirstOrDefault(session => session is not null);

    private void Add(string client, string id, Entry entry)
    {
        if (id.Length == 0)
            return;
        if (_entries.Count >= _forgetAt)
            Forget();
        _entries.AddOrUpdate((client, id), entry, (_, before) =>
            !IsThere(before) || (before.Session == entry.Session && !before.IsShared) ? entry : new Entry(entry.Session, Call: null, IsShared: true));
    }

    private Entry? Of(string client, string id) =>
        _entries.TryGetValue((client, id), out var entry) && IsThere(entry) && !entry.IsShared ? entry : null;

    private bool IsThere(Entry entry) => sessions.TryFind(entry.Session.Id) is not null;

    private void Forget()
    {
        foreach (var (key, entry) in _entries)
            if (!IsThere(entry))
                _entries.TryRemove(key, out _);
        _forgetAt = Math.Max(LeastEntries, _entries.Count * 2);
    }

    private sealed record Entry(ServerSession Session, ProxiedCall? Call, bool IsShared = false);
}
