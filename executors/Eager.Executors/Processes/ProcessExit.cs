namespace Eager.Executors.Processes;

/// <summary>How a process ended.</summary>
/// <param name="Status">What it exited with; 0 where a signal ended it.</param>
/// <param name="Signal">The signal that ended it, or 0.</param>
internal readonly record struct ProcessExit(int Status, int Signal)
{
    /// <summary>The process is over, and another part of the host took its status.</summary>
    public static readonly ProcessExit Unknown = new(-1, 0);

    /// <summary>The limit for which it was killed.</summary>
    public ReachedLimit Limit { get; init; }

    /// <summary>What was used of it, in milliseconds, bytes or processes.</summary>
    public long Used { get; init; }

    /// <summary>The status as a shell shows it.</summary>
    public int ShellStatus => Signal == 0 ? Status : 128 + Signal;

    public override string ToString() => this switch
    {
        { Status: < 0 } => "ended with a status that is not known",
        { Signal: 0 } => $"ended with status {Status}",
        _ => $"was killed by {SignalName(Signal)}",
    };

    private static string SignalName(int signal) => signal switch
    {
        1 => "SIGHUP",
        2 => "SIGINT",
        3 => "SIGQUIT",
        4 => "SIGILL",
        6 => "SIGABRT",
        7 => "SIGBUS",
        8 => "SIGFPE",
        9 => "SIGKILL",
        11 => "SIGSEGV",
        13 => "SIGPIPE",
        15 => "SIGTERM",
        24 => "SIGXCPU",
        25 => "SIGXFSZ",
        31 => "SIGSYS",
        _ => $"signal {signal}",
    };
}
