namespace Eager.Statements;

/// <summary>A released statement together with its text.</summary>
/// <param name="Boundary">Where the statement lies and what it is.</param>
/// <param name="Text">UTF-8 bytes of <see cref="StatementBoundary.Extent"/>; owned by this record and never written again.</param>
/// <param name="ReadyAt">
/// Time at which the byte that made the statement certain reached the session, as a timestamp of the session's <see cref="TimeProvider"/>.
/// </param>
public sealed record Statement(StatementBoundary Boundary, ReadOnlyMemory<byte> Text, long ReadyAt)
{
    /// <inheritdoc cref="StatementBoundary.Index"/>
    public int Index => Boundary.Index;

    /// <inheritdoc cref="StatementBoundary.Kind"/>
    public StatementKind Kind => Boundary.Kind;
}
