namespace Eager.ReplayModel.Serving;

/// <summary>What can go wrong on demand.</summary>
public enum FaultKind
{
    /// <summary>Nothing more is sent, and the connection stays open until the client leaves.</summary>
    Stall,

    /// <summary>The connection breaks.</summary>
    Cut,

    /// <summary>An event that is not JSON is sent, and the stream ends.</summary>
    Malformed,

    /// <summary>The request is answered with status 429.</summary>
    TooManyRequests,

    /// <summary>The request is answered with status 500.</summary>
    ServerError,
}
