using Eager.Server.Problems;
using Eager.Server.Proxy;

namespace Eager.Server.Description;

/// <summary>The model's API, and results of calls.</summary>
internal static class ProxyOperations
{
    private static readonly ApiParameter[] Headers =
    [
        new(ProxyHeaders.Result, "Where results of executed calls go: fetch, event or auto.", "fetch", IsHeader: true),
        new(ProxyHeaders.Session, "The session in which calls are executed.", "ses_0123456789abcdef01234567", IsHeader: true),
    ];

    private static readonly Problem[] Problems =
    [
        Problem.InvalidRequest, Problem.SessionUnknown, Problem.BodyTooLarge, Problem.RateLimited, Problem.NoUpstream, Problem.UpstreamFailed,
        Problem.UpstreamSilent, Problem.NoCapacity, Problem.Draining,
    ];

    public static readonly ApiOperation Chat = new("Chat completions of the model's API; calls of the configured tool are executed while they arrive.")
    {
        Parameters = Headers,
        Requests = [ApiContent.Json("""{"model":"gpt-4.1","stream":true,"messages":[{"role":"user","content":"What is 6 * 7?"}],"tools":[{"type":"function","function":{"name":"run_code","parameters":{"type":"object","properties":{"code":{"type":"string"}}}}}]}""")],
        Answers =
        [
            new ApiAnswer(
                200,
                "The answer of the model's API, as it is.",
                new ApiContent("text/event-stream", "data: {\"id\":\"c\",\"object\":\"chat.completion.chunk\",\"choices\":[]}\n\ndata: [DONE]\n\n"),
                ApiContent.Json("""{"id":"c","object":"chat.completion","choices":[]}""")),
        ],
        Problems = Problems,
    };

    public static readonly ApiOperation Responses = new("Responses of the model's API; calls of the configured tool are executed while they arrive.")
    {
        Parameters = Headers,
        Requests = [ApiContent.Json("""{"model":"gpt-4.1","stream":true,"input":"What is 6 * 7?","tools":[{"type":"function","name":"run_code","parameters":{"type":"object","properties":{"code":{"type":"string"}}}}]}""")],
        Answers =
        [
            new ApiAnswer(
                200,
                "The answer of the model's API, as it is.",
                new ApiContent("text/event-stream", "event: response.created\ndata: {\"type\":\"response.created\",\"sequence_number\":0}\n\n"),
                ApiContent.Json("""{"id":"resp_1","object":"response","output":[]}""")),
        ],
        Problems = Problems,
    };

    public static readonly ApiOperation Other = new("Passes to the model's API as it is.")
    {
        Answers = [new ApiAnswer(200, "The answer of the model's API, as it is.", ApiContent.Json("""{"object":"list","data":[]}"""))],
        Problems = [Problem.BodyTooLarge, Problem.RateLimited, Problem.NoUpstream, Problem.UpstreamFailed, Problem.UpstreamSilent],
    };

    public static readonly ApiOperation Call = new("Gives what an executed call came to, by the id that the model's API gave the call.")
    {
        Parameters = [new("wait", "Seconds to wait for the program's end, at most 600.", 30)],
        Answers =
        [
            new ApiAnswer(200, "The result; content is for the model.", ApiContent.Json(Result("\"ended\"", "\"42\"", "0"))),
            new ApiAnswer(202, "The program still runs.", ApiContent.Json(Result("\"running\"", "null", "null"))),
        ],
        Problems = [Problem.InvalidRequest, Problem.CallUnknown],
    };

    private static string Result(string state, string content, string exit) => $$"""
        {"call_id":"call_1","state":{{state}},"session":"ses_0123456789abcdef01234567","execution":null,"content":{{content}},"exit":{{exit}}}
        """;
}
