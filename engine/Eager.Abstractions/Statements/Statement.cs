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

    /// <summary>Names that its code uses, those of imported modules included; empty where no policy of the session asks.</summary>
    public IReadOnlyList<string> Names { get; init; } = [];

    /// <summary>True where the session's effects profile kept the statement back until the program had arrived.</summary>
    public bool IsHeldBack { get; init; }
}
