using System.Buffers;
using System.Text;
using System.Text.Json;
using Eager.Engine.Tokens.Decoding.Events;

namespace Eager.Engine.Tokens.Decoding.Providers;

/// <summary>
/// Events of <c>streamGenerateContent</c>: the parts of the first candidate (<c>executableCode</c>, <c>functionCall</c>, <c>text</c>) and its finish
/// reason. Calls come whole; one may come again under its id. Thoughts are passed over.
/// </summary>
internal sealed class GeminiEvents(IAnswerSink answer) : IProviderEvents
{
    private readonly ArrayBufferWriter<byte> _name = new(64);
    private readonly ArrayBufferWriter<byte> _text = new(1024);
    private readonly Dictionary<string, int> _keys = [];
    private int _calls;

    public void Read(ReadOnlySpan<byte> payload)
    {
        var reader = new Utf8JsonReader(payload);
        Json.RequireObject(ref reader);
        while (Json.NextMember(ref reader))
        {
            if (reader.ValueTextEquals("candidates"u8))
                ReadCandidates(ref reader, payload);
            else if (reader.ValueTextEquals("error"u8))
                ReadError(ref reader);
            else
                Json.SkipValue(ref reader);
        }
    }

    private void ReadError(ref Utf8JsonReader reader)
    {
        Json.SkipValue(ref reader);
        answer.Finish("the provider reports an error");
    }

    private void ReadCandidates(ref Utf8JsonReader reader, ReadOnlySpan<byte> payload)
    {
        if (!Json.EnterArray(ref reader))
            return;
        for (var first = true; Json.NextObject(ref reader); first = false)
        {
            if (first)
                ReadCandidate(ref reader, payload);
            else
                Json.LeaveObject(ref reader);
        }
    }

    private void ReadCandidate(ref Utf8JsonReader reader, ReadOnlySpan<byte> payload)
    {
        JsonText reason = default;
        while (Json.NextMember(ref reader))
        {
            if (reader.ValueTextEquals("content"u8))
                ReadContent(ref reader, payload);
            else if (reader.ValueTextEquals("finishReason"u8))
                reason = Json.ReadText(ref reader);
            else
                Json.SkipValue(ref reader);
        }

        if (reason.Exists)
            answer.Finish(reason.Is(payload, "STOP"u8) ? null : $"the model stopped early: {Encoding.UTF8.GetString(reason.Read(payload, _text))}");
    }

    private void ReadContent(ref Utf8JsonReader reader, ReadOnlySpan<byte> payload)
    {
        if (!Json.EnterObject(ref reader))
            return;
        while (Json.NextMember(ref reader))
        {
            if (!reader.ValueTextEquals("parts"u8))
                Json.SkipValue(ref reader);
            else if (Json.EnterArray(ref reader))
            {
                while (Json.NextObject(ref reader))
                    ReadPart(ref reader, payload);
            }
        }
    }

    private void ReadPart(ref Utf8JsonReader reader, ReadOnlySpan<byte> payload)
    {
        JsonText text = default;
        var thought = false;
        while (Json.NextMember(ref reader))
        {
            if (reader.ValueTextEquals("executableCode"u8))
                ReadCode(ref reader, payload);
            else if (reader.ValueTextEquals("functionCall"u8))
                ReadCall(ref reader, payload);
            else if (reader.ValueTextEquals("text"u8))
                text = Json.ReadText(ref reader);
            else if (reader.ValueTextEquals("thought"u8))
            {
                reader.Read();
                thought = reader.TokenType == JsonTokenType.True;
                reader.Skip();
            }
            else
                Json.SkipValue(ref reader);
        }

        if (text.Exists && !thought)
            answer.Text(text.Read(payload, _text));
    }

    private void ReadCode(ref Utf8JsonReader reader, ReadOnlySpan<byte> payload)
    {
        if (!Json.EnterObject(ref reader))
            return;
        JsonText code = default, id = default;
        while (Json.NextMember(ref reader))
        {
            if (reader.ValueTextEquals("code"u8))
                code = Json.ReadText(ref reader);
            else if (reader.ValueTextEquals("id"u8))
                id = Json.ReadText(ref reader);
            else
                Json.SkipValue(ref reader);
        }

        Call(Key(payload, id), "code_execution"u8, code.Read(payload, _text), CallKind.Code);
    }

    private void ReadCall(ref Utf8JsonReader reader, ReadOnlySpan<byte> payload)
    {
        if (!Json.EnterObject(ref reader))
            return;
        JsonText name = default, id = default;
        ReadOnlySpan<byte> arguments = default;
        while (Json.NextMember(ref reader))
        {
            if (reader.ValueTextEquals("name"u8))
                name = Json.ReadText(ref reader);
            else if (reader.ValueTextEquals("id"u8))
                id = Json.ReadText(ref reader);
            else if (reader.ValueTextEquals("args"u8))
            {
                var (start, end) = Json.ReadObject(ref reader);
                arguments = payload[start..end];
            }
            else
                Json.SkipValue(ref reader);
        }

        Call(Key(payload, id), name.Read(payload, _name), arguments, CallKind.Arguments);
    }

    /// <summary>The call's place in the answer. One that is repeated under its id is the same call.</summary>
    private int Key(ReadOnlySpan<byte> payload, JsonText id)
    {
        var text = Encoding.UTF8.GetString(id.Read(payload, _text));
        if (text.Length == 0)
            return _calls++;
        if (!_keys.TryGetValue(text, out var key))
            _keys.Add(text, key = _calls++);
        return key;
    }

    private void Call(int key, ReadOnlySpan<byte> name, ReadOnlySpan<byte> text, CallKind kind)
    {
        answer.BeginCall(key, [], name, kind);
        answer.WholeCall(key, text);
        answer.EndCall(key);
    }
}
