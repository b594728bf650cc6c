namespace Eager.Engine.Tokens;

/// <summary>Shows a session's code to somebody beside its chunker.</summary>
/// <param name="watcher">Who sees it.</param>
/// <param name="since">Makes a timestamp the time since the session opened.</param>
internal sealed class CodeWatch(ICodeWatcher watcher, Func<long, TimeSpan> since)
{
    public void Show(ReadOnlySpan<byte> code, long arrivedAt)
    {
        if (!code.IsEmpty)
            watcher.Arrived(code, since(arrivedAt));
    }

    public void End() => watcher.Ended();
}
