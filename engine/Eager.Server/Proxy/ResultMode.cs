namespace Eager.Server.Proxy;

/// <summary>Where the results of executed calls go.</summary>
internal enum ResultMode
{
    /// <summary>The answer passes byte for byte; the client asks for results by the calls' ids.</summary>
    Fetch,

    /// <summary>As one more event at the end of the stream.</summary>
    Event,

    /// <summary>To the model, whose next answer continues the stream.</summary>
    Auto,
}
