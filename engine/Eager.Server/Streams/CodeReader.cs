namespace Eager.Server.Streams;

/// <summary>A place in an execution's code. The number of a piece is where it ends.</summary>
internal sealed class CodeReader(CodeLog log, long next) : ILineReader
{
    private IReadOnlyList<CodePiece> _taken = [];

    /// <summary>Nobody waits for who only looks on.</summary>
    public CancellationToken LetGoToken => CancellationToken.None;

    public async ValueTask<IReadOnlyList<byte[]>> TakeAsync(CancellationToken cancellationToken)
    {
        _taken = await log.TakeAsync(next, cancellationToken).ConfigureAwait(false);
        return [.. _taken.Select(piece => piece.ToLine())];
    }

    public long NumberOf(int index) => _taken[index].End;

    public void Passed(int count) => next = NumberOf(count - 1);
}
