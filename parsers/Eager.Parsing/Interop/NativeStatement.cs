using System.Runtime.InteropServices;
using Eager.Statements;

namespace Eager.Parsing.Interop;

/// <summary><c>EagerStatement</c>; <see cref="SourceSpan"/> has the layout of <c>EagerSpan</c>.</summary>
[StructLayout(LayoutKind.Sequential)]
internal readonly struct NativeStatement
{
    public readonly SourceSpan Extent;
    public readonly SourceSpan Code;
    public readonly long ReleasedAt;
    public readonly uint Kind;
    public readonly ushort Role;
    public readonly ushort Depth;
}
