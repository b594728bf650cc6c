using System.Runtime.InteropServices;
using Eager.Statements;

namespace Eager.Parsing.Interop;

/// <summary>The functions of <c>native/include/eager/eager.h</c>, which documents them.</summary>
internal static unsafe partial class LibEager
{
    private const string Library = "libeager";

    [LibraryImport(Library, EntryPoint = "eager_language_load")]
    public static partial int LoadLanguage(
        byte* name, nuint nameLength, byte* statements, nuint statementsLength, byte* names, nuint namesLength,
        out nint language, out uint errorAt);

    [LibraryImport(Library, EntryPoint = "eager_language_delete")]
    public static partial void DeleteLanguage(nint language);

    [LibraryImport(Library, EntryPoint = "eager_chunker_create")]
    public static partial int CreateChunker(LanguageHandle language, nuint limit, out nint chunker);

    [LibraryImport(Library, EntryPoint = "eager_chunker_delete")]
    public static partial void DeleteChunker(nint chunker);

    [LibraryImport(Library, EntryPoint = "eager_chunker_feed")]
    public static partial int Feed(ChunkerHandle chunker, byte* bytes, nuint length);

    [LibraryImport(Library, EntryPoint = "eager_chunker_complete")]
    public static partial int Complete(ChunkerHandle chunker);

    [LibraryImport(Library, EntryPoint = "eager_chunker_accept")]
    public static partial int Accept(ChunkerHandle chunker);

    [LibraryImport(Library, EntryPoint = "eager_chunker_open")]
    public static partial int Open(ChunkerHandle chunker, int ahead);

    [LibraryImport(Library, EntryPoint = "eager_chunker_next")]
    public static partial int Next(ChunkerHandle chunker, out NativeStatement statement);

    [LibraryImport(Library, EntryPoint = "eager_chunker_names")]
    public static partial int Names(ChunkerHandle chunker, out StatementName* names);

    [LibraryImport(Library, EntryPoint = "eager_chunker_report")]
    public static partial void Report(ChunkerHandle chunker, out NativeProgress progress);

    [LibraryImport(Library, EntryPoint = "eager_chunker_text")]
    public static partial byte* Text(ChunkerHandle chunker, ulong start, ulong end);
}
