namespace Eager.Server.Streams;

/// <summary>A place in numbered lines that are written while they are read.</summary>
internal interface ILineReader
{
    /// <summary>Cancelled when the reader has held its program back for too long.</summary>
    CancellationToken LetGoToken { get; }

    /// <summary>The next lines, at least one; none where nothing more comes. <see cref="Passed"/> when they were passed on.</summary>
    ValueTask<IReadOnlyList<byte[]>> TakeAsync(CancellationToken cancellationToken);

    /// <summary>Number of one of the lines taken last; a client comes back with it.</summary>
    long NumberOf(int index);

    /// <summary>So many of the lines taken last were passed on.</summary>
    void Passed(int count);
}
