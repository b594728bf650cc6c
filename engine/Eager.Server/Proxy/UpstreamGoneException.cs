namespace Eager.Server.Proxy;

/// <summary>The model's API broke off within its answer; the client's connection breaks off as well.</summary>
internal sealed class UpstreamGoneException(string message, Exception cause) : IOException(message, cause);
