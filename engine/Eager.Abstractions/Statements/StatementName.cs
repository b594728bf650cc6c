using System.Runtime.InteropServices;

namespace Eager.Statements;

/// <summary>One use of a name by a statement.</summary>
/// <param name="Start">First byte of the name, counted from 0 at the start of the stream.</param>
/// <param name="End">One past its last byte.</param>
/// <param name="Use">What the statement does with it.</param>
[StructLayout(LayoutKind.Sequential, Size = 24)]
public readonly record struct StatementName(long Start, long End, NameUse Use);
