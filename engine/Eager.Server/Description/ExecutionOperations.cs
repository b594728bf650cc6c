using Eager.Server.Executions;
using Eager.Server.Problems;

namespace Eager.Server.Description;

/// <summary>Executions.</summary>
internal static class ExecutionOperations
{
    private const string Summary = """
        {"mode":"eager","language":"python","backend":"process","t_gen_s":0.001,"t_total_s":0.012,"nel_s":0.011,"first_output_s":0.01,"statements":1,"units":1,
        "batches":1,"held_statements":0,"held_wait_s":0,"execution_s":0.001,"held_execution_s":0,"optimum_nel_s":0.001,"exit":0,
        "stdout_sha256":"084c799cd551dd1d8d5c5f9a5d593b2e931f5e36122ee5c793c1d08a19839cc0","cut_off":null,"outcome":null,"error":null}
        """;

    private const string Execution = $$"""
        {"id":"exe_0123456789abcdef01234567","state":"ended","code_bytes":12,"next_event":8,"queue_ms":0.01,"start_ms":25.4,"changed_files":[],
        "stdout":"42\n","stdout_truncated":false,"stderr":"","stderr_truncated":false,"displays":[],"fault":null,"summary":{{Summary}}}
        """;

    private const string Line = """{"type":"output","seq":3,"t_ms":10.2,"stream":"stdout","text":"42\n"}""";

    private const string Piece = """{"type":"code","start":0,"end":13,"t_ms":1.2,"text":"print(6 * 7)\n"}""";

    private static readonly ApiParameter[] Settings =
    [
        new("mode", "eager, or serial: when the code is complete.", "eager"),
        new("on_error", "interrupt, or report: lets the generation go on.", "interrupt"),
        new("display", "Show the value of the last expression, and figures.", false),
        new("top_level_await", "Allow await outside of functions.", false),
        new("argument", "An argument of the program; as often as there are arguments.", "--fast"),
    ];

    private static readonly ApiContent[] Events = [new("application/x-ndjson", Line + "\n"), new("text/event-stream", $"id: 3\ndata: {Line}\n\n")];

    public static readonly ApiOperation Begin = new("Begins an execution: of code as JSON, of code that arrives as the body, or of code to be appended.")
    {
        Parameters = Settings,
        Requests =
        [
            ApiContent.Json("""{"code":"print(6 * 7)","mode":"eager","on_error":"interrupt","display":true,"arguments":["--fast"]}""", typeof(ExecutionSettings)),
            new("text/plain", "print(6 * 7)\n"),
            new("application/octet-stream", "print(6 * 7)\n"),
        ],
        Answers =
        [
            new ApiAnswer(200, "What it came to; or its events, as they happen, where the body is the code or Accept asks for them.", [ApiContent.Json(Execution), .. Events]),
            new ApiAnswer(201, "It takes its code in pieces, as the JSON held none; Location is its address.", ApiContent.Json(Execution)),
        ],
        Problems =
        [
            Problem.MalformedJson, Problem.InvalidRequest, Problem.UnsupportedMedia, Problem.SessionUnknown, Problem.SessionBusy, Problem.BodyTooLarge,
            Problem.RateLimited, Problem.NoCapacity, Problem.BackendUnavailable, Problem.Draining,
        ],
    };

    public static readonly ApiOperation List = new("Lists the session's executions; as a WebSocket, begins one that takes its code in messages.")
    {
        Answers = [new ApiAnswer(200, "Executions that are kept.", ApiContent.Json($$"""{"executions":[{{Execution}}]}""")), new ApiAnswer(101, "The WebSocket.")],
        Parameters = Settings,
        Problems =
        [
            Problem.InvalidRequest, Problem.SessionUnknown, Problem.SessionBusy, Problem.RateLimited, Problem.NoCapacity, Problem.BackendUnavailable, Problem.Draining,
        ],
    };

    public static readonly ApiOperation Get = new("Shows what an execution has come to.")
    {
        Answers = [new ApiAnswer(200, "The execution.", ApiContent.Json(Execution))],
        Problems = [Problem.SessionUnknown, Problem.ExecutionUnknown],
    };

    public static readonly ApiOperation Append = new("Appends code.")
    {
        Parameters =
        [
            new("offset", "Where the code goes on, in bytes; refused where that is not the case.", 0),
            new("end", "The code is complete with this.", true),
        ],
        Requests = [new("text/plain", "print(6 * 7)\n"), new("application/octet-stream", "print(6 * 7)\n")],
        Answers = [new ApiAnswer(200, "What was taken.", ApiContent.Json("""{"code_bytes":13,"state":"running"}"""))],
        Problems =
        [
            Problem.InvalidRequest, Problem.UnsupportedMedia, Problem.SessionUnknown, Problem.ExecutionUnknown, Problem.SecondWriter, Problem.OffsetMismatch,
            Problem.CodeEnded, Problem.BodyTooLarge,
        ],
    };

    public static readonly ApiOperation Follow = new("Gives the events, from the first that is asked for, as they happen.")
    {
        Parameters =
        [
            new("from", "Number of the first event.", 0),
            new("Last-Event-ID", "Number of the last event that was seen.", 2, IsHeader: true),
        ],
        Answers = [new ApiAnswer(200, "The events.", Events)],
        Problems = [Problem.InvalidRequest, Problem.SessionUnknown, Problem.ExecutionUnknown, Problem.EventsGone],
    };

    public static readonly ApiOperation Code = new("Gives the code that has arrived; or each piece as it arrives, where Accept asks for events.")
    {
        Parameters =
        [
            new("from", "Place of the first piece, in bytes.", 0),
            new("Last-Event-ID", "Place behind the last piece that was seen, in bytes.", 0, IsHeader: true),
        ],
        Answers =
        [
            new ApiAnswer(200, "The code.", [
                new("text/plain", "print(6 * 7)\n"), new("application/x-ndjson", Piece + "\n"), new("text/event-stream", $"id: 13\ndata: {Piece}\n\n")]),
        ],
        Problems = [Problem.InvalidRequest, Problem.SessionUnknown, Problem.ExecutionUnknown, Problem.EventsGone],
    };

    public static readonly ApiOperation Interrupt = new("Interrupts the program as a keyboard would.")
    {
        Answers = [new ApiAnswer(202, "It was told.")],
        Problems = [Problem.SessionUnknown, Problem.ExecutionUnknown],
    };
}
