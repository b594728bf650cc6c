using System.Text.Json;
using Eager.Events.Json;
using Eager.Statements;

namespace Eager.Host.Running;

/// <summary>Cuts a text into statements and prints each when it is released.</summary>
internal static class StatementLines
{
    private const int ReadSize = 16 * 1024;
    private const int StatementLimit = 256 * 1024 * 1024;

    /// <returns>0, or 1 where the text cannot be a program; standard error then says from which byte on.</returns>
    public static int Print(ILanguage language, Stream text, Func<int>? steps, Stream output)
    {
        using var chunker = language.CreateChunker(StatementLimit);
        var buffer = new byte[ReadSize];
        var lines = new BufferedStream(output);
        int count;
        while ((count = text.Read(buffer)) > 0)
        {
            for (var at = 0; at < count;)
            {
                var step = Math.Min(steps?.Invoke() ?? count, count - at);
                chunker.Feed(buffer.AsSpan(at, step));
                at += step;
                Write(chunker, lines);
            }

            lines.Flush();
        }

        chunker.Complete();
        Write(chunker, lines);
        lines.Flush();
        if (chunker.ErrorAt is not { } error)
            return ExitStatus.Success;
        Console.Error.WriteLine($"eager: error_at {error}: no continuation of the text up to here is a valid {language.Name} program");
        return 1;
    }

    private static void Write(IChunker chunker, Stream lines)
    {
        while (chunker.TryRelease(out var boundary))
        {
            using (var json = new Utf8JsonWriter(lines))
                StatementJson.Write(json, boundary);
            lines.WriteByte((byte)'\n');
        }
    }
}
