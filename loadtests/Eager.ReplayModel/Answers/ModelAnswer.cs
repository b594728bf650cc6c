namespace Eager.ReplayModel.Answers;

/// <summary>What the model will say. The family is closed: a recorded stream, a program, or a text.</summary>
/// <param name="Name">Name it is asked for by.</param>
public abstract record ModelAnswer(string Name)
{
    /// <summary>Reads an answer by what its file is: <c>.sse</c> and <c>.jsonl</c> are recorded streams, <c>.md</c> is text, all else is a program.</summary>
    /// <exception cref="IOException">It cannot be read.</exception>
    /// <exception cref="FormatException">It is no recorded stream; the message names the file.</exception>
    public static ModelAnswer Read(string path)
    {
        var name = Path.GetFileNameWithoutExtension(path);
        var text = File.ReadAllText(path);
        try
        {
            return Path.GetExtension(path) switch
            {
                ".sse" or ".jsonl" => RecordedAnswer.Read(name, text),
                ".md" => new TextAnswer(name, text),
                _ => new ProgramAnswer(name, text),
            };
        }
        catch (FormatException exception)
        {
            throw new FormatException($"{path}: {exception.Message}", exception);
        }
    }
}
