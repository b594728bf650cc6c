using System.Buffers;
using System.Text;
using System.Text.Json;
using Eager.Engine.Tokens.Decoding.Events;
using Eager.Engine.Tokens.Decoding.Text;

namespace Eager.Engine.Tokens.Decoding;

/// <summary>Tells what a stream is by how it begins.</summary>
internal static class StreamSniffer
{
    private static readonly SearchValues<byte> Word =
        SearchValues.Create("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789_"u8);

    private static readonly string[] Keywords =
    [
        "import", "from", "def", "class", "print", "if", "for", "while", "with", "try", "async", "await", "assert", "del", "global", "raise", "return",
        "using", "var", "int", "string", "double", "bool", "static", "public", "record", "enum", "interface", "struct", "namespace", "foreach",
    ];

    /// <summary>The format, or null where more bytes may change the answer.</summary>
    public static StreamFormat? Format(ReadOnlySpan<byte> head, DecodingOptions options, bool atEnd)
    {
        var text = head.TrimStart("\uFEFF"u8).TrimStart(" \t\r\n"u8);
        if (text.IsEmpty)
            return atEnd ? StreamFormat.Code : null;
        if (LooksLikeEvents(text) || LooksLikeArray(text))
            return Provider(text, options, atEnd);
        return Prose(text, options, atEnd);
    }

    /// <summary>One array of objects, as <c>streamGenerateContent</c> sends it without <c>alt=sse</c>.</summary>
    private static bool LooksLikeArray(ReadOnlySpan<byte> text)
    {
        if (text[0] != '[')
            return false;
        var inside = text[1..].TrimStart(" \t\r\n"u8);
        return inside is [(byte)'{', ..] && inside[1..].TrimStart(" \t\r\n"u8) is [(byte)'"', ..];
    }

    private static bool LooksLikeEvents(ReadOnlySpan<byte> text) =>
        text[0] == ':' || text.StartsWith("{\""u8) || text.StartsWith("data:"u8) || text.StartsWith("event:"u8) || text.StartsWith("id:"u8);

    /// <summary>The provider whose mark is in the first event that has one.</summary>
    private static StreamFormat? Provider(ReadOnlySpan<byte> text, DecodingOptions options, bool atEnd)
    {
        var reader = new EventReader(options.EventBytes);
        try
        {
            while (!text.IsEmpty)
            {
                text = text[reader.Read(text, out var payload)..];
                if (!payload.IsEmpty && Mark(payload) is { } format)
                    return format;
            }
        }
        catch (StreamFormatException)
        {
            return StreamFormat.Code;
        }

        var last = atEnd ? reader.Complete() : [];
        return last.IsEmpty ? (atEnd ? StreamFormat.Code : null) : Mark(last) ?? StreamFormat.Code;
    }

    private static StreamFormat? Mark(ReadOnlySpan<byte> payload)
    {
        try
        {
            var reader = new Utf8JsonReader(payload);
            if (!Json.EnterObject(ref reader))
                return null;
            while (Json.NextMember(ref reader))
            {
                if (reader.ValueTextEquals("choices"u8))
                    return StreamFormat.OpenAIChat;
                if (reader.ValueTextEquals("candidates"u8))
                    return StreamFormat.Gemini;
                if (reader.ValueTextEquals("type"u8))
                    return Json.ReadText(ref reader) is { Exists: true } type && Begins(type, payload, "response."u8)
                        ? StreamFormat.OpenAIResponses
                        : StreamFormat.Anthropic;
                Json.SkipValue(ref reader);
            }
        }
        catch (Exception exception) when (exception is JsonException or InvalidOperationException)
        {
            // No event: another may be one.
        }

        return null;
    }

    private static bool Begins(JsonText type, ReadOnlySpan<byte> payload, ReadOnlySpan<byte> with) =>
        type.Read(payload, new ArrayBufferWriter<byte>()).StartsWith(with);

    /// <summary>Code shows itself in its first line; prose goes on until a fence or a tag.</summary>
    private static StreamFormat? Prose(ReadOnlySpan<byte> text, DecodingOptions options, bool atEnd)
    {
        var line = FirstTelling(text, atEnd);
        if (line.IsEmpty && !atEnd)
            return null;
        if (!line.IsEmpty && LooksLikeCode(line))
            return StreamFormat.Code;
        return FirstMarked(text, text.Length, options) is not null ? FirstMarked(text, 1, options) : atEnd ? StreamFormat.Code : null;
    }

    /// <summary>What has code first when the text is read in steps of so many bytes; null where nothing has.</summary>
    private static StreamFormat? FirstMarked(ReadOnlySpan<byte> text, int step, DecodingOptions options)
    {
        var nothing = new ArrayBufferWriter<byte>();
        var fences = new MarkdownFences(options.Languages);
        var tags = new CodeTags();
        for (; !text.IsEmpty; text = text[Math.Min(step, text.Length)..])
        {
            var read = text[..Math.Min(step, text.Length)];
            fences.Decode(read, nothing);
            tags.Decode(read, nothing);
            if (fences.HasCode)
                return StreamFormat.Markdown;
            if (tags.HasCode)
                return StreamFormat.Tags;
        }

        return null;
    }

    /// <summary>The first whole line that is not blank and begins with no hash sign: that may be a comment as well as a heading.</summary>
    private static ReadOnlySpan<byte> FirstTelling(ReadOnlySpan<byte> text, bool atEnd)
    {
        while (!text.IsEmpty)
        {
            var end = text.IndexOf((byte)'\n');
            if (end < 0 && !atEnd)
                return [];
            var line = (end < 0 ? text : text[..end]).TrimEnd(" \t\r"u8);
            if (!line.IsEmpty && (line[0] != '#' || IsDirective(line)))
                return line;
            text = end < 0 ? [] : text[(end + 1)..];
        }

        return [];
    }

    private static bool IsDirective(ReadOnlySpan<byte> line) =>
        line.StartsWith("#!"u8) || line.StartsWith("#r "u8) || line.StartsWith("#load "u8) || line.StartsWith("#nullable"u8) || line.StartsWith("#:"u8);

    private static bool LooksLikeCode(ReadOnlySpan<byte> line)
    {
        if (line.StartsWith("```"u8) || line.StartsWith("~~~"u8) || line[0] == '<')
            return false;
        if (line.StartsWith("\"\"\""u8) || line.StartsWith("//"u8) || line[0] == '#')
            return true;
        var length = line.IndexOfAnyExcept(Word);
        var word = length < 0 ? line : line[..length];
        var behind = length < 0 ? [] : line[length..].TrimStart(" "u8);
        if (word.IsEmpty)
            return line[0] == '@';
        return (behind is [(byte)'=' or (byte)'(' or (byte)'.' or (byte)'[', ..] && !behind.StartsWith(". "u8) && behind is not [(byte)'.'])
            || IsStatement(word, line[word.Length..]);
    }

    /// <summary>A keyword in lower case, and the line does not read on like a sentence.</summary>
    private static bool IsStatement(ReadOnlySpan<byte> word, ReadOnlySpan<byte> behind)
    {
        var known = false;
        foreach (var keyword in Keywords)
            known |= Ascii.Equals(word, keyword);
        return known && !behind.TrimEnd(" \r"u8).EndsWith("."u8);
    }
}
