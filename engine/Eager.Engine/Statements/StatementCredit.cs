using Eager.Batches;
using Eager.Statements;

namespace Eager.Engine.Statements;

/// <summary>What a statement costs of the window between chunker and backend: its text and a share for the records around it, in bytes.</summary>
internal static class StatementCredit
{
    private const int Overhead = 256;

    public static long Of(Statement statement) => statement.Text.Length + Overhead;

    public static long Of(Batch batch) => batch.Units.Sum(unit => unit.Statement is null ? 0L : unit.Source.Length + Overhead);
}
