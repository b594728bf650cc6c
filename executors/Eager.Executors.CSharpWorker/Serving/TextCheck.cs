using System.Diagnostics;
using Eager.Executors.CSharpWorker.Compiling;

namespace Eager.Executors.CSharpWorker.Serving;

/// <summary>
/// Looks for the errors of a text as a whole program. Between statements there is time to do so ahead: what has arrived may be all, and if it is not, only what follows has to
/// be looked at in the end.
/// </summary>
internal sealed class TextCheck(WholeProgram whole, string file)
{
    /// <summary>Checks ahead take that part of the time at most, so that a long program is not checked at each of its statements.</summary>
    private const int Share = 10;

    private readonly Lock _checking = new();
    private Ahead? _ahead;
    private long _due;

    /// <summary>True where a check ahead may begin.</summary>
    public bool IsDue => _ahead is not { Continues.IsCompleted: false } && Stopwatch.GetTimestamp() >= Volatile.Read(ref _due);

    /// <summary>Begins to check what may be the whole text. One caller at a time.</summary>
    /// <param name="text">The text.</param>
    /// <param name="outline">What it means to what follows.</param>
    public void Begin(string text, ProgramOutline outline) => Volatile.Write(
        ref _ahead,
        new Ahead(text, Task.Factory.StartNew(() => Look(text, outline), CancellationToken.None, TaskCreationOptions.LongRunning, TaskScheduler.Default)));

    /// <summary>The errors of the whole text.</summary>
    public IReadOnlyList<CompileError> ErrorsOf(string text)
    {
        if (Volatile.Read(ref _ahead) is { } ahead && text.StartsWith(ahead.Text, StringComparison.Ordinal))
        {
            Task.WaitAny(ahead.Continues); // where it failed, the check of the whole says why
            if (ahead.Continues.IsCompletedSuccessfully && ahead.Continues.Result(text[ahead.Text.Length..]))
                return [];
        }

        lock (_checking)
            return whole.Check(file, text);
    }

    /// <summary>Checks a text.</summary>
    /// <returns>True for what may follow and all is right.</returns>
    private Func<string, bool> Look(string text, ProgramOutline outline)
    {
        lock (_checking)
        {
            var begun = Stopwatch.GetTimestamp();
            var isRight = whole.Check(file, text).Count == 0;
            var compiled = isRight ? whole.Compile(outline) : null;
            Volatile.Write(ref _due, begun + (Share * (Stopwatch.GetTimestamp() - begun)));
            return rest => isRight && (string.IsNullOrWhiteSpace(rest) || (compiled is not null && WholeProgram.Continues(outline, compiled, rest)));
        }
    }

    private sealed record Ahead(string Text, Task<Func<string, bool>> Continues);
}
