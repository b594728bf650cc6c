using System.Net;

namespace Eager.Client;

/// <summary>The server refused a request: problem details (RFC 9457).</summary>
/// <param name="status">Status of the answer.</param>
/// <param name="type">Type of the problem, such as <c>urn:eager:problem:session-busy</c>; docs/host.md lists them.</param>
/// <param name="title">The type in one line.</param>
/// <param name="detail">What it is about this time; null where the server does not say.</param>
public sealed class EagerProblemException(HttpStatusCode status, string type, string title, string? detail)
    : Exception(detail is null ? title : $"{title} {detail}")
{
    private const string Prefix = "urn:eager:problem:";

    public HttpStatusCode Status { get; } = status;

    public string Type { get; } = type;

    public string Title { get; } = title;

    public string? Detail { get; } = detail;

    /// <summary>Last part of the type, such as <c>session-busy</c>.</summary>
    public string Name => Type.StartsWith(Prefix, StringComparison.Ordinal) ? Type[Prefix.Length..] : Type;
}
