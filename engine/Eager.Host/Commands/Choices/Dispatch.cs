namespace Eager.Host.Commands.Choices;

/// <summary>Which gate policy dispatches statements; the words are the policies' names.</summary>
internal enum Dispatch
{
    /// <summary>The one that suits the backend.</summary>
    Auto,
    Immediate,
    Merge,
    Threshold,
    Pipelined,
}
