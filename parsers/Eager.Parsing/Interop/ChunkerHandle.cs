using Eager.Statements;
using Microsoft.Win32.SafeHandles;

namespace Eager.Parsing.Interop;

/// <summary>One native chunker. Keeps its language alive.</summary>
internal sealed class ChunkerHandle : SafeHandleZeroOrMinusOneIsInvalid
{
    private readonly LanguageHandle _language;

    private ChunkerHandle(nint chunker, LanguageHandle language)
        : base(ownsHandle: true)
    {
        _language = language;
        SetHandle(chunker);
    }

    public static ChunkerHandle Create(LanguageHandle language, int statementLimit)
    {
        var referenced = false;
        language.DangerousAddRef(ref referenced);
        var status = (NativeStatus)LibEager.CreateChunker(language, (nuint)statementLimit, out var chunker);
        if (status == NativeStatus.Ok)
            return new ChunkerHandle(chunker, language);
        language.DangerousRelease();
        throw new InsufficientMemoryException();
    }

    public NativeProgress Progress
    {
        get
        {
            LibEager.Report(this, out var progress);
            return progress;
        }
    }

    /// <summary>Where the statement that waits for its end begins: behind the last released one.</summary>
    public long UnfinishedAt => Progress.UnfinishedAt;

    /// <summary>These four give the statements that wait to be taken, or a <see cref="NativeStatus"/> below 0.</summary>
    public unsafe int Feed(ReadOnlySpan<byte> bytes)
    {
        fixed (byte* first = bytes)
            return LibEager.Feed(this, first, (nuint)bytes.Length);
    }

    public int Complete() => LibEager.Complete(this);

    public int Accept() => LibEager.Accept(this);

    public int Open(bool ahead) => LibEager.Open(this, ahead ? 1 : 0);

    public bool Next(out NativeStatement statement) => LibEager.Next(this, out statement) != 0;

    /// <summary>Names of the statement taken last, collected now.</summary>
    public unsafe ReadOnlySpan<StatementName> Names
    {
        get
        {
            var count = LibEager.Names(this, out var names);
            return count < 0 ? throw new InsufficientMemoryException() : new ReadOnlySpan<StatementName>(names, count);
        }
    }

    /// <summary>The bytes of a span, in memory of the native chunker that the next feed may move.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The text was given up or not fed yet.</exception>
    public unsafe ReadOnlySpan<byte> Text(in SourceSpan span)
    {
        var text = LibEager.Text(this, (ulong)span.Start, (ulong)span.End);
        return text is null
            ? throw new ArgumentOutOfRangeException(nameof(span), span, "the chunker does not hold this text")
            : new ReadOnlySpan<byte>(text, checked((int)span.Length));
    }

    protected override bool ReleaseHandle()
    {
        LibEager.DeleteChunker(handle);
        _language.DangerousRelease();
        return true;
    }
}
