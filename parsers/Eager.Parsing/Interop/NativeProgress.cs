using System.Runtime.InteropServices;
using Eager.Statements;

namespace Eager.Parsing.Interop;

/// <summary><c>EagerProgress</c>. A position that is not there is <see cref="Nowhere"/>.</summary>
[StructLayout(LayoutKind.Sequential)]
internal readonly struct NativeProgress
{
    public const long Nowhere = -1;

    public readonly long Position;
    public readonly long ErrorAt;
    public readonly long SuspectAt;
    public readonly long UnfinishedAt;
    public readonly SourceSpan Pending;
    public readonly SourceSpan Suspect;
}
