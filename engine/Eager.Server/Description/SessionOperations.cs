using Eager.Server.Problems;
using Eager.Server.Sessions;

namespace Eager.Server.Description;

/// <summary>Sessions.</summary>
internal static class SessionOperations
{
    private const string Session = """
        {"id":"ses_0123456789abcdef01234567","language":"python","backend":"process","effects":null,"limits":{"duration_s":60},"idle_timeout_s":900,
        "created":"2026-11-30T12:00:00+00:00","state":"idle","running":null,"executions":["exe_0123456789abcdef01234567"]}
        """;

    public static readonly ApiOperation Create = new("Creates a session: a folder, and the settings of the programs that run in it.")
    {
        Requests = [ApiContent.Json("""{"language":"python","effects":"sandbox","limits":{"duration_s":60,"memory_bytes":1073741824},"idle_timeout_s":600}""", typeof(SessionSettings))],
        Answers = [new ApiAnswer(201, "The session; Location is its address.", ApiContent.Json(Session))],
        Problems =
        [
            Problem.MalformedJson, Problem.InvalidRequest, Problem.UnsupportedMedia, Problem.BodyTooLarge, Problem.RateLimited, Problem.NoCapacity, Problem.Draining,
        ],
    };

    public static readonly ApiOperation List = new("Lists the sessions.")
    {
        Answers = [new ApiAnswer(200, "All sessions.", ApiContent.Json($$"""{"sessions":[{{Session}}]}"""))],
    };

    public static readonly ApiOperation Get = new("Shows a session.")
    {
        Answers = [new ApiAnswer(200, "The session.", ApiContent.Json(Session))],
        Problems = [Problem.SessionUnknown],
    };

    public static readonly ApiOperation Delete = new("Deletes a session with everything that runs in it, and its files.")
    {
        Answers = [new ApiAnswer(204, "It is gone.")],
        Problems = [Problem.SessionUnknown],
    };
}
