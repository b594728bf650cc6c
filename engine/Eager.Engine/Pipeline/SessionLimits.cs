using System.ComponentModel.DataAnnotations;

namespace Eager.Engine.Pipeline;

/// <summary>Bounds that keep a session's memory flat whatever the speed of producer, program and reader.</summary>
public sealed record SessionLimits
{
    /// <summary>Bytes that a pipe holds before its writer waits; it resumes at half of that.</summary>
    [Range(1024, 16 * 1024 * 1024)]
    public int PipeBytes { get; init; } = 64 * 1024;

    /// <summary>Bytes of released statements, text and records, that have not finished before the chunker stops reading.</summary>
    [Range(1024, 256 * 1024 * 1024)]
    public int QueuedStatementBytes { get; init; } = 1024 * 1024;

    /// <summary>Bytes of statements that may wait behind an effect that is held until the program has arrived.</summary>
    [Range(1024, 1024 * 1024 * 1024)]
    public int HeldStatementBytes { get; init; } = 64 * 1024 * 1024;

    /// <summary>Bytes of one statement.</summary>
    [Range(1024, 15 * 1024 * 1024)]
    public int StatementBytes { get; init; } = 15 * 1024 * 1024;

    /// <summary>Events that one actor may have under way to a full reader's queue.</summary>
    [Range(1, 65536)]
    public int EventWindow { get; init; } = 64;

    /// <summary>Events that wait for the reader before publishers are held back.</summary>
    [Range(1, 65536)]
    public int ReaderQueue { get; init; } = 256;
}
