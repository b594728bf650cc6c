using Eager.Server.Problems;

namespace Eager.Server.Description;

/// <summary>Files.</summary>
internal static class FileOperations
{
    public static readonly ApiOperation List = new("Lists the session's files.")
    {
        Answers = [new ApiAnswer(200, "The files.", ApiContent.Json("""{"files":[{"path":"data/in.csv","size":12,"changed":"2026-11-30T12:00:00Z"}]}"""))],
        Problems = [Problem.SessionUnknown],
    };

    public static readonly ApiOperation Get = new("Reads a file.")
    {
        Answers = [new ApiAnswer(200, "Its bytes.", new ApiContent("application/octet-stream", "a,b\n1,2\n"))],
        Problems = [Problem.InvalidRequest, Problem.SessionUnknown, Problem.FileUnknown],
    };

    public static readonly ApiOperation Put = new("Writes a file, while no program runs.")
    {
        Requests = [new ApiContent("application/octet-stream", "a,b\n1,2\n")],
        Answers = [new ApiAnswer(204, "It is there.")],
        Problems = [Problem.InvalidRequest, Problem.SessionUnknown, Problem.SessionBusy, Problem.BodyTooLarge],
    };

    public static readonly ApiOperation Delete = new("Deletes a file, while no program runs.")
    {
        Answers = [new ApiAnswer(204, "It is gone.")],
        Problems = [Problem.InvalidRequest, Problem.SessionUnknown, Problem.FileUnknown, Problem.SessionBusy],
    };
}
