namespace Eager.Server.Problems;

/// <summary>A kind of refusal: its name, its status and its title are a contract, listed in docs/host.md.</summary>
/// <param name="Name">Last part of the type: <c>urn:eager:problem:NAME</c>.</param>
/// <param name="Status">HTTP status.</param>
/// <param name="Title">One line, the same each time.</param>
internal sealed record Problem(string Name, int Status, string Title)
{
    public static readonly Problem MalformedJson = new("malformed-json", 400, "The body is not the JSON that is expected here.");
    public static readonly Problem InvalidRequest = new("invalid-request", 422, "A member of the request has a value that cannot be used.");
    public static readonly Problem UnsupportedMedia = new("unsupported-media", 415, "The body has a content type that is not taken here.");
    public static readonly Problem KeyRequired = new("key-required", 401, "A valid API key is required.");
    public static readonly Problem ForeignOrigin = new("foreign-origin", 403, "Requests from pages of this origin or for this host name are not taken.");
    public static readonly Problem SessionUnknown = new("session-unknown", 404, "There is no such session.");
    public static readonly Problem ExecutionUnknown = new("execution-unknown", 404, "There is no such execution in this session.");
    public static readonly Problem FileUnknown = new("file-unknown", 404, "There is no such file in this session.");
    public static readonly Problem CallUnknown = new("call-unknown", 404, "There is no such call that was executed.");
    public static readonly Problem NotFound = new("not-found", 404, "There is nothing at this address.");
    public static readonly Problem MethodNotAllowed = new("method-not-allowed", 405, "This address does not take this method.");
    public static readonly Problem SessionBusy = new("session-busy", 409, "An execution of this session is still running.");
    public static readonly Problem SecondWriter = new("second-writer", 409, "Another request is writing the code of this execution.");
    public static readonly Problem OffsetMismatch = new("offset-mismatch", 409, "The code does not continue where it was said to.");
    public static readonly Problem CodeEnded = new("code-ended", 409, "The code of this execution is complete, or was interrupted.");
    public static readonly Problem EventsGone = new("events-gone", 410, "Events that old are not kept any more.");
    public static readonly Problem BodyTooLarge = new("body-too-large", 413, "The body is larger than the limit.");
    public static readonly Problem RateLimited = new("rate-limited", 429, "Too many requests from this client.");
    public static readonly Problem NoUpstream = new("no-upstream", 501, "There is no model's API behind this server.");
    public static readonly Problem UpstreamFailed = new("upstream-failed", 502, "The model's API cannot be reached, or broke off.");
    public static readonly Problem UpstreamSilent = new("upstream-silent", 504, "The model's API does not answer.");
    public static readonly Problem NoCapacity = new("no-capacity", 503, "All places are taken.");
    public static readonly Problem BackendUnavailable = new("backend-unavailable", 503, "The backend cannot start.");
    public static readonly Problem WarmingUp = new("warming-up", 503, "Workers are being made ready.");
    public static readonly Problem Draining = new("draining", 503, "The server is stopping.");
    public static readonly Problem Internal = new("internal", 500, "A part of the server failed.");

    /// <summary>All that there are.</summary>
    public static IReadOnlyList<Problem> All { get; } =
    [
        MalformedJson, InvalidRequest, UnsupportedMedia, KeyRequired, ForeignOrigin, SessionUnknown, ExecutionUnknown, FileUnknown, CallUnknown, NotFound,
        MethodNotAllowed, SessionBusy, SecondWriter, OffsetMismatch, CodeEnded, EventsGone, BodyTooLarge, RateLimited,
        NoUpstream, UpstreamFailed, UpstreamSilent, NoCapacity, BackendUnavailable, WarmingUp, Draining, Internal,
    ];

    public string Type => $"urn:eager:problem:{Name}";

    public ProblemException With(string detail) => new(this, detail);
}
