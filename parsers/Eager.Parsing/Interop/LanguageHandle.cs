using System.Text;
using Microsoft.Win32.SafeHandles;

namespace Eager.Parsing.Interop;

/// <summary>A loaded language: immutable, shared by the chunkers of all sessions.</summary>
internal sealed class LanguageHandle : SafeHandleZeroOrMinusOneIsInvalid
{
    private LanguageHandle(nint language)
        : base(ownsHandle: true) => SetHandle(language);

    /// <summary>Loads a registered language with the queries for its statements and their names.</summary>
    /// <exception cref="InvalidOperationException">libeager does not know the language, or a query does not compile.</exception>
    public static unsafe LanguageHandle Load(string name, ReadOnlySpan<byte> statements, ReadOnlySpan<byte> names)
    {
        Span<byte> utf8 = stackalloc byte[Encoding.UTF8.GetMaxByteCount(name.Length)];
        var length = Encoding.UTF8.GetBytes(name, utf8);
        fixed (byte* nameBytes = utf8)
        fixed (byte* statementBytes = statements)
        fixed (byte* namesBytes = names)
        {
            var status = (NativeStatus)LibEager.LoadLanguage(
                nameBytes, (nuint)length, statementBytes, (nuint)statements.Length, namesBytes, (nuint)names.Length,
                out var language, out var errorAt);
            return status switch
            {
                NativeStatus.Ok => new LanguageHandle(language),
                NativeStatus.OutOfMemory => throw new InsufficientMemoryException(),
                NativeStatus.UnknownLanguage => throw new InvalidOperationException($"libeager has no grammar named '{name}'"),
                _ => throw new InvalidOperationException($"a query of '{name}' fails at byte {errorAt}"),
            };
        }
    }

    protected override bool ReleaseHandle()
    {
        LibEager.DeleteLanguage(handle);
        return true;
    }
}
