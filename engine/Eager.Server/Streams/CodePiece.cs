using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Unicode;

namespace Eager.Server.Streams;

/// <summary>Code that arrived together.</summary>
/// <param name="Start">Where it begins, in bytes from the beginning of the code.</param>
/// <param name="At">When it arrived, since the session opened.</param>
/// <param name="Bytes">The code; it may be cut within a character.</param>
internal sealed record CodePiece(long Start, TimeSpan At, byte[] Bytes)
{
    private static readonly JsonWriterOptions Json = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    public long End => Start + Bytes.Length;

    /// <summary>As JSON. Bytes that are no UTF-8 by themselves are given in full beside the readable text, as those of output are.</summary>
    public byte[] ToLine()
    {
        using var line = new MemoryStream();
        using (var json = new Utf8JsonWriter(line, Json))
        {
            json.WriteStartObject();
            json.WriteString("type", "code");
            json.WriteNumber("start", Start);
            json.WriteNumber("end", End);
            json.WriteNumber("t_ms", Math.Round(At.TotalMilliseconds, 3));
            json.WriteString("text", Encoding.UTF8.GetString(Bytes));
            if (!Utf8.IsValid(Bytes))
                json.WriteBase64String("base64", Bytes);
            json.WriteEndObject();
        }

        return line.ToArray();
    }
}
