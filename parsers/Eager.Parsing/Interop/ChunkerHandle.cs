using Eager.Statements;
using Microsoft.Win32.SafeHandles;

namespace Eager.Parsing.Interop;

/// <summary>One native chunker. Keeps its language alive.</summary>
internal sealed class ChunkerHandle : SafeHandleZeroOrMinusOneIsInvalid
{
    private readonly LanguageHandle _language;
    private uint _nameCount;

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

    public unsafe NativeStatus Feed(ReadOnlySpan<byte> bytes)
    {
        fixed (byte* first = bytes)
            return Moved(LibEager.Feed(this, first, (nuint)bytes.Length));
    }

    public NativeStatus Complete() => Moved(LibEager.Complete(this));

    public NativeStatus Accept() => Moved(LibEager.Accept(this));

    public bool Next(out NativeStatement statement)
    {
        var found = LibEager.Next(this, out statement) != 0;
        _nameCount = statement.NameCount;
        return found;
    }

    /// <summary>Names of the statement taken last.</summary>
    public unsafe ReadOnlySpan<StatementName> Names => new(LibEager.Names(this), (int)_nameCount);

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

    /// <summary>The chunker moved on, and the names are gone.</summary>
    private NativeStatus Moved(int result)
    {
        _nameCount = 0;
        return result < 0 ? (NativeStatus)result : NativeStatus.Ok;
    }
}
