namespace Eager.Host;

/// <summary>Exit statuses where the failure is ours; all others are the program's own.</summary>
internal static class ExitStatus
{
    public const int Success = 0;

    /// <summary>The command was called in a way it does not understand, or with a file it cannot read.</summary>
    public const int BadUse = 64;

    /// <summary>The stream broke off before the program was whole, or held none.</summary>
    public const int BadData = 65;

    /// <summary>A worker, or a part of the product, failed.</summary>
    public const int Failed = 70;

    /// <summary>Output could not be written.</summary>
    public const int OutputFailed = 74;

    /// <summary>Interrupted by the user.</summary>
    public const int Interrupted = 130;

    /// <summary>Whoever read standard output went away, as a shell shows SIGPIPE.</summary>
    public const int ReaderGone = 141;
}
