namespace Eager.LoadTests.Sessions;

/// <summary>How a session of a scenario is to end for it to count as correct.</summary>
public enum ExpectedEnding
{
    /// <summary>The program runs to its end with status 0.</summary>
    Success,

    /// <summary>Its worker dies, and the session says so.</summary>
    WorkerLost,

    /// <summary>It is interrupted, and the session ends.</summary>
    Interrupted,

    /// <summary>Nobody sees: the client is gone.</summary>
    ClientGone,

    /// <summary>It ends, however its program fares: for programs that are not ours.</summary>
    Any,
}
