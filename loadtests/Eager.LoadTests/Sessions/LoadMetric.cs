namespace Eager.LoadTests.Sessions;

/// <summary>What is measured of a session. Times count from when it was due, so that a product which falls behind cannot hide it.</summary>
public enum LoadMetric
{
    /// <summary>To when the first token was taken: what opening a session adds before anything can happen.</summary>
    Ttft,

    /// <summary>Between tokens as the session took them: more than the stream's own pace is back-pressure.</summary>
    Itl,

    /// <summary>From when the token that makes a statement certain was due to when the client saw it dispatched.</summary>
    Dispatch,

    /// <summary>To the first execution: when the client saw the first dispatch.</summary>
    Ttfe,

    /// <summary>To the first output at the client.</summary>
    Ttfo,

    /// <summary>Non-overlapped execution latency: from when the last token was due to when the client saw the program over.</summary>
    Nel,

    /// <summary>End-to-end latency: to when the client saw the program over.</summary>
    E2el,

    /// <summary>Share of the execution that was hidden behind the generation, in percent: 100 · (1 − NEL / execution time).</summary>
    Overlap,
}
